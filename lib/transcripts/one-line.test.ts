import fc from "fast-check";
import { expect, it } from "vitest";
import { anyText } from "@/lib/arbitraries-for-tests";
import { oneLine } from "@/lib/transcripts/one-line";

it("makes each run of white space one space, and takes away what no file may hold", () => {
  expect(oneLine(" a \n\t b\u0085\u2028c\u00a0")).toBe(" a b c ");
  expect(oneLine("a\u0000\u0007b\ufffe\uffffc\u009f")).toBe("abc");
  expect(oneLine("\ud800x\udc00")).toBe("\ufffdx\ufffd");
  expect(oneLine("é日👩🏽‍🚀\u200f\u200b-\ufffd")).toBe("é日👩🏽‍🚀\u200f\u200b-\ufffd");
});

it("changes nothing the second time", () => {
  fc.assert(fc.property(anyText(), (text) => oneLine(oneLine(text)) === oneLine(text).replace(/ +/g, " ")));
});
