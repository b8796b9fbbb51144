import { expect, it } from "vitest";
import { quotationText } from "@/lib/transcripts/quotation";

const quotation = { text: "They have arrived.", speaker: "Anna", title: "Tuesday’s numbers", startMs: 3_661_900, endMs: 3_664_000, url: "https://sound.example/s/abc?t=3661.9,3664" };

it("gives the words, who said them, where and when, and the link", () => {
  expect(quotationText(quotation)).toBe("“They have arrived.”\n— Anna, Tuesday’s numbers, 1:01:01–1:01:04\nhttps://sound.example/s/abc?t=3661.9,3664");
});

it("names nobody where nobody is named, and one time where both are the same second", () => {
  expect(quotationText({ ...quotation, speaker: "", endMs: 3_661_999 })).toContain("\n— Tuesday’s numbers, 1:01:01\n");
});
