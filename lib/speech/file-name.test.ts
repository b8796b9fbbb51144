import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyText } from "@/lib/arbitraries-for-tests";
import { takeFileName } from "./file-name";
import { firstGraphemes } from "./graphemes";

describe("takeFileName", () => {
  it.each([
    ["Rachel", "Hello there, how are you doing today, my friend?", "Rachel - Hello there, how are you doing.mp3"],
    ["Aria", "../../etc/passwd", "Aria - etc passwd.mp3"],
    ["Aria", 'He said: "50% <b>off</b>"\r\nX-Header: 1', "Aria - He said 50 b off b X-Header 1.mp3"],
    ["Aria", "你好，世界", "Aria - 你好，世界.mp3"],
    ["Aria", "\u202Etxt.exe", "Aria - txt.exe.mp3"],
    ["...", "...", "speech.mp3"],
  ])("%s says %j", (voice, text, expected) => {
    expect(takeFileName({ voice, text, extension: "mp3" })).toBe(expected);
  });

  it("is short and has no character that a file system or a header minds", () => {
    fc.assert(
      fc.property(anyText(), anyText({ maxLength: 300 }), (voice, text) => {
        const name = takeFileName({ voice, text, extension: "mp3" });
        expect(name).toMatch(/^[^\p{Cc}/\\:*?"<>|]+\.mp3$/u);
        expect(name).toBe(`${firstGraphemes(name.slice(0, -4), 80)}.mp3`);
        expect(name.startsWith(".")).toBe(false);
      }),
    );
  });
});
