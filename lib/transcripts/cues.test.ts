import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toCues } from "@/lib/transcripts/cues";
import { oneLine } from "@/lib/transcripts/one-line";
import { readTranscript } from "@/lib/transcripts/read-result";
import type { Transcript, TranscriptWord } from "@/lib/transcripts/transcript";
import { transcriptText } from "@/lib/transcripts/transcript-text";
import { anyTranscript, spoken } from "@/lib/transcripts/transcripts-for-tests";

const linesOf = (transcript: Transcript) => toCues(transcript).map((cue) => cue.lines);
const say = (text: string, lengthMs = 200) => spoken(...text.split(" ").map((word) => ({ text: word, lengthMs })));
/** The text without what stands before it, which no cue shows. */
const wordsOf = (transcript: Transcript) => transcriptText(transcript).slice(transcript.before.length);
const normal = (text: string) => oneLine(text).replace(/ +/g, " ").trim();

describe("toCues", () => {
  it("covers all words in order, with their text", () => {
    fc.assert(
      fc.property(anyTranscript, (transcript) => {
        const cues = toCues(transcript);
        expect(cues.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, index) => from + index))).toEqual(transcript.words.map((_, index) => index));
        const shown = cues.flatMap((cue) => cue.lines).join("");
        expect(shown.replace(/\s/gu, "")).toBe(oneLine(wordsOf(transcript)).replace(/\s/gu, ""));
      }),
    );
  });

  it("shows exactly the transcript's text where spaces part its words", () => {
    fc.assert(
      fc.property(anyTranscript, (transcript) => {
        const spaced = { ...transcript, words: transcript.words.map((word) => ({ ...word, after: " " })) };
        expect(normal(toCues(spaced).flatMap((cue) => cue.lines).join(" "))).toBe(normal(wordsOf(spaced)));
      }),
    );
  });

  it("keeps the limits, except for a word that is longer by itself", () => {
    fc.assert(
      fc.property(anyTranscript, (transcript) => {
        for (const { from, to, startMs, endMs, lines, speaker } of toCues(transcript)) {
          const words = transcript.words.slice(from, to);
          expect(lines.length).toBeGreaterThanOrEqual(1);
          expect(lines.length).toBeLessThanOrEqual(2);
          const alone = words.map((word) => oneLine(word.text + word.after).trim());
          for (const line of lines) if (line.length > 42) expect(alone).toContain(line);
          if (words.length > 1) expect(endMs - startMs).toBeLessThanOrEqual(4000);
          words.forEach((word, index) => expect(word.startMs - (words[index - 1]?.endMs ?? word.startMs)).toBeLessThan(800));
          expect(words.every((word) => word.speaker === speaker || (word.kind === "audio-event" && word.speaker === null))).toBe(true);
        }
      }),
    );
  });

  it("has the words' times to the millisecond, never overlaps, and shows each cue for some time", () => {
    fc.assert(
      fc.property(anyTranscript, (transcript) => {
        let reached = 0;
        for (const { from, to, startMs, endMs } of toCues(transcript)) {
          const [first, last] = [transcript.words[from]?.startMs ?? 0, transcript.words[to - 1]?.endMs ?? 0];
          expect(startMs).toBe(Math.max(first, reached));
          expect(endMs).toBeGreaterThan(startMs);
          if (last > startMs) expect(endMs).toBe(last);
          reached = endMs;
        }
      }),
    );
  });

  it("breaks at 42 characters, after two lines and after 4 s", () => {
    const text = "The quick brown fox jumps over the lazy dog and runs into the dark and quiet forest behind the house of a friend";
    for (const lines of linesOf(say(text, 100))) expect(lines.every((line) => line.length <= 42)).toBe(true);
    expect(linesOf(say("x".repeat(42), 100))).toEqual([["x".repeat(42)]]);
    expect(linesOf(say(`${"x".repeat(21)} ${"y".repeat(20)}`))).toEqual([[`${"x".repeat(21)} ${"y".repeat(20)}`]]);
    expect(linesOf(say(`${"x".repeat(21)} ${"y".repeat(21)}`))).toEqual([["x".repeat(21), "y".repeat(21)]]);
    expect(toCues(say("a b c d", 1000))).toHaveLength(1);
    expect(toCues(say("a b c d", 1001)).length).toBeGreaterThan(1);
  });

  it("never breaks a word: it may be long in letters and in time", () => {
    const word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
    expect(linesOf(say(`the ${word} of`, 100))).toContainEqual(expect.arrayContaining([word]));
    expect(toCues(spoken({ text: "aaah", lengthMs: 9000 }))).toMatchObject([{ startMs: 0, endMs: 9000 }]);
    expect(linesOf(readTranscript({ words: Array.from("Hello,world").map((text, index) => ({ text, start: index / 10, end: index / 10 })), text: "Hello,world" }, null))).toEqual([["Hello,world"]]);
  });

  it("breaks at a pause of 0.8 s and at another speaker", () => {
    expect(linesOf(spoken({ text: "a" }, { text: "b", pauseMs: 799 }, { text: "c", pauseMs: 800 }))).toEqual([["a b"], ["c"]]);
    expect(linesOf(spoken({ text: "a", speaker: 0 }, { text: "b", speaker: 1 }, { text: "(laughter)", kind: "audio-event" }))).toEqual([["a"], ["b (laughter)"]]);
  });

  it("ends rather with a sentence, and leaves no single word behind", () => {
    expect(linesOf(say("We went there by train in the early morning. Nobody had told us that it would be raining all day", 100))[0]?.join(" ")).toBe("We went there by train in the early morning.");
    const last = toCues(say("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen", 100)).at(-1);
    expect((last?.to ?? 0) - (last?.from ?? 0)).toBeGreaterThan(1);
  });

  /** Where the cues of these words end, 900 ms each: four of them fit into 4 s. */
  const ends = (text: string, change: Readonly<Record<number, Partial<TranscriptWord> & { pauseMs?: number }>> = {}) =>
    toCues(spoken(...text.split(" ").map((word, index) => ({ text: word, lengthMs: 900, ...change[index] })))).map(({ to }) => to);

  it("ends late with a sentence, a clause or a short pause, each worth so much of the cue", () => {
    expect(ends("aaaa bbbb cccc dddd eeee ffff gggg")).toEqual([4, 7]);
    expect(ends("aaaa bbbb. cccc dddd eeee ffff gggg hhhh")).toEqual([2, 5, 8]);
    expect(ends("aaaa. bbbb cccc dddd eeee ffff gggg")).toEqual([4, 7]);
    expect(ends("aaaa bbbb cccc, dddd eeee ffff gggg")).toEqual([3, 7]);
    expect(ends("aaaa bbbb, cccc dddd eeee ffff gggg")).toEqual([4, 7]);
    expect(ends("aaaa bbbb cccc dddd eeee ffff gggg", { 3: { pauseMs: 300 } })).toEqual([3, 7]);
    expect(ends("aaaa bbbb cccc dddd eeee ffff gggg", { 3: { pauseMs: 299 } })).toEqual([4, 7]);
    expect(ends("aaaa bbbb cccc dddd , ffff gggg hhhh", { 3: { after: "" } })).toEqual([3, 5, 8]);
  });

  it("ends after the last of two ends that are worth the same", () => {
    expect(toCues(spoken(...["abcdefg.", "abcdefghijkl", "c", "d", "e", "f"].map((text) => ({ text, lengthMs: 2000 })))).map(({ to }) => to)).toEqual([2, 4, 6]);
  });

  it("leaves more than two words for the cue that ends a turn, where it can", () => {
    expect(ends("aaaa bbbb cccc dddd eeee ffff")).toEqual([3, 6]);
    expect(ends("xxxx aaaa bbbb cccc dddd eeee ffff", { 0: { speaker: 1 } })).toEqual([1, 4, 7]);
  });

  it("breaks no turn that fits into one cue", () => {
    expect(linesOf(say("Yes. It is so, he said to me", 100))).toEqual([["Yes. It is so, he said to me"]]);
    expect(linesOf(spoken(...["Yes.", "It", "is", "so,", "he", "said"].map((text) => ({ text, lengthMs: 100 })), { text: "then", pauseMs: 800 }))).toEqual([["Yes. It is so, he said"], ["then"]]);
  });

  it("shows no white space at the edges of a word, of whatever kind", () => {
    expect(linesOf(spoken({ text: "\u0085a\u0085" }, { text: "b", after: "\u00a0\n" }, { text: "c" }))).toEqual([["a b c"]]);
  });

  it("breaks text without spaces between its words, not before a closing mark", () => {
    const text = "今日はとてもいい天気ですから、みんなで公園へ散歩に行きました。";
    const words = [...new Intl.Segmenter("ja", { granularity: "word" }).segment(text.repeat(4))].map(({ segment }, index) => ({ text: segment, start: index / 20, end: (index + 1) / 20 }));
    const transcript = readTranscript({ words, text: text.repeat(4) }, null);
    const lines = linesOf(transcript).flat();
    expect(lines.join("")).toBe(text.repeat(4));
    expect(lines.every((line) => line.length <= 42 && !/^[、。]/.test(line))).toBe(true);
  });

  it("breaks lines between words that meet without a space where the script has none, and never before a comma", () => {
    const narrow = { lineLength: 3, lines: 9, durationMs: 4000, pauseMs: 800 };
    const lines = (...texts: string[]) => toCues(spoken(...texts.map((text) => ({ text, after: "" }))), narrow).map((cue) => cue.lines);
    expect(lines("日本", "語", "、", "です")).toEqual([["日本", "語、", "です"]]);
    expect(lines("日", "i", "s", "n", "語")).toEqual([["日", "isn", "語"]]);
  });

  it("puts a label before the first words of a turn, within the limits", () => {
    const words = Array.from({ length: 40 }, () => ({ text: "word", lengthMs: 150, speaker: 0 }));
    const cues = toCues(spoken(...words, { text: "yes", speaker: 1 }), undefined, (turn) => `Anna ${turn.speaker ?? ""}:`);
    expect(cues[0]?.lines[0]).toMatch(/^Anna 0: word/);
    expect(cues.filter((cue) => cue.lines.join(" ").includes("Anna")).map((cue) => cue.speaker)).toEqual([0, 1]);
    expect(cues.every((cue) => cue.lines.length <= 2 && cue.lines.every((line) => line.length <= 42))).toBe(true);
  });

  it("shows a label without the white space around it, and none that is nothing else", () => {
    expect(toCues(say("well then"), undefined, () => " Anna:\n").map((cue) => cue.lines)).toEqual([["Anna: well then"]]);
    expect(toCues(say("well then"), undefined, () => " \n").map((cue) => cue.lines)).toEqual([["well then"]]);
  });

  it("parts a label from the first word rather than that from its comma", () => {
    const narrow = { lineLength: 10, lines: 2, durationMs: 4000, pauseMs: 800 };
    expect(toCues(spoken({ text: "well", after: "" }, { text: "," }), narrow, () => "Anna:").map((cue) => cue.lines)).toEqual([["Anna:", "well,"]]);
  });

  it("shows words that take no time as long as the next leaves room", () => {
    const instant = spoken({ text: "a", lengthMs: 0, speaker: 0 }, { text: "b", lengthMs: 0, speaker: 1 }, { text: "c", lengthMs: 0, pauseMs: 900, speaker: 0 });
    expect(toCues(instant).map(({ startMs, endMs }) => [startMs, endMs])).toEqual([[0, 1], [1, 900], [900, 1900]]);
  });
});
