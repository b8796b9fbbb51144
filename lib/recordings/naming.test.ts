import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyText } from "@/lib/arbitraries-for-tests";
import { NAME_MAX_LENGTH } from "./limits";
import { cleanName, nameOfUrl, withoutExtension } from "./naming";

describe("cleanName", () => {
  it.each([
    ["talk.mp3", "talk.mp3"],
    ["../../etc/passwd", "passwd"],
    ["C:\\sounds\\talk.wav", "talk.wav"],
    ['a "quoted" <b>name</b>.mp3', "b>.mp3"],
    ["two\nlines\u0000.mp3", "two lines .mp3"],
    ["song\u202egpj.wav", "song gpj.wav"],
    ["שלום.mp3", "שלום.mp3"],
    ["", "Recording"],
    ["///", "Recording"],
    ["🎙️ naïve — 録音.m4a", "🎙️ naïve — 録音.m4a"],
  ])("%j is shown as %j", (name, shown) => {
    expect(cleanName(name)).toBe(shown);
  });

  it("cuts a name of 300 characters and keeps its extension", () => {
    expect(cleanName(`${"a".repeat(296)}.mp3`)).toBe(`${"a".repeat(NAME_MAX_LENGTH - 5)}….mp3`);
  });

  it("gives a name without paths, control characters or halves of characters, whatever it is given", () => {
    fc.assert(
      fc.property(anyText({ maxLength: 400 }), (name) => {
        const shown = cleanName(name);
        expect(shown).not.toBe("");
        expect(shown.length).toBeLessThanOrEqual(NAME_MAX_LENGTH);
        expect(shown).not.toMatch(/[/\\]|\p{Cc}/u);
        expect(shown.isWellFormed()).toBe(true);
      }),
    );
  });
});

it("a URL's recording is named by the end of its path, else by its host", () => {
  expect(nameOfUrl("https://example.com/talks/2024/opening%20talk.mp3?x=1")).toBe("opening talk.mp3");
  expect(nameOfUrl("https://example.com/")).toBe("example.com");
  expect(nameOfUrl("https://example.com/%E0%A4%A")).toBe("%E0%A4%A");
});

it("extensions are left out", () => {
  expect([withoutExtension("talk.final.mp3"), withoutExtension(".mp3"), withoutExtension("talk")]).toEqual(["talk.final", ".mp3", "talk"]);
});
