import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyShare } from "@/lib/arbitraries-for-tests";
import { locateWords, mapPosition, wordAt, wordsInSpan, wordStarts, wordsWithin, type TimedWord } from "@/lib/transcripts/word-timing";

const timed = (...texts: string[]): TimedWord[] => texts.map((text, index) => ({ text, startMs: index * 300, endMs: index * 300 + 250 }));
const located = (text: string, ...words: string[]) => locateWords(text, timed(...words)).map(({ start, end }) => text.slice(start, end));

describe("wordAt", () => {
  it("agrees with a linear scan, whatever the starts", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 500 })), fc.integer({ min: -10, max: 510 }), (values, time) => {
        const sorted = values.toSorted((a, b) => a - b);
        const scan = sorted.findLastIndex((start) => start <= time);
        expect(wordAt(Float64Array.from(sorted), time)).toBe(scan);
        expect(wordAt(Int32Array.from(sorted), time)).toBe(scan);
      }),
    );
  });
});

describe("wordsWithin", () => {
  it("agrees with a linear scan, whatever the starts", () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 500 })), fc.nat({ max: 510 }), fc.nat({ max: 100 }), (values, startMs, lengthMs) => {
        const sorted = values.toSorted((a, b) => a - b);
        const from = sorted.findIndex((start) => start >= startMs);
        const within = sorted.filter((start) => start >= startMs && start < startMs + lengthMs);
        expect(wordsWithin(Float64Array.from(sorted), startMs, startMs + lengthMs)).toEqual(within.length === 0 ? null : { from, to: from + within.length });
      }),
    );
  });
});

describe("wordsInSpan", () => {
  /** "one two": the words, with one between them that the text has no place for. */
  const spans = [{ start: 0, end: 3 }, { start: 3, end: 3 }, { start: 4, end: 7 }];

  it.each<[string, number, number, { from: number; to: number } | null]>([
    ["a word", 0, 3, { from: 0, to: 1 }],
    ["the end of one and the beginning of another", 2, 5, { from: 0, to: 3 }],
    ["a word and the space behind it", 0, 4, { from: 0, to: 1 }],
    ["a space and the word behind it", 3, 5, { from: 2, to: 3 }],
    ["a space", 3, 4, null],
    ["the place of an empty word", 2, 4, { from: 0, to: 1 }],
    ["what stands behind all", 7, 9, null],
  ])("gives the words that %s touches", (_, start, end, expected) => {
    expect(wordsInSpan(spans, { start, end })).toEqual(expected);
  });
});

describe("wordStarts", () => {
  it("never descends and keeps starts that are in order", () => {
    const words = [100, 50, 300, 299, 400].map((startMs) => ({ text: "x", startMs, endMs: startMs }));
    expect([...wordStarts(words)]).toEqual([100, 100, 300, 300, 400]);
  });
});

describe("locateWords", () => {
  const anyWord = fc.oneof(
    fc.constantFrom("a", "A", "an", "another", "the", "naïve", "don’t", "“quoted”", "42", "مرحبا", "日本", "語", "हिन्दी", "👩🏽‍🚀", "İstanbul", "—", "..."),
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 }),
  ).filter((word) => word.trim() !== "" && !/\s/u.test(word));
  const anySpace = fc.constantFrom(" ", "\n", "\n\n", "  ", "\t");

  it("loses no word where the text is the words with spaces between them", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyWord, anySpace), { minLength: 1, maxLength: 40 }), (pairs) => {
        const text = pairs.map(([word, space]) => word + space).join("");
        let offset = 0;
        const expected = pairs.map(([word, space]) => {
          const span = { start: offset, end: offset + word.length };
          offset += word.length + space.length;
          return span;
        });
        expect(locateWords(text, timed(...pairs.map(([word]) => word)))).toEqual(expected);
      }),
    );
  });

  it("gives one ordered span inside the text for each word, even for words of another text", () => {
    fc.assert(
      fc.property(fc.array(anyWord), fc.array(anyWord), (textWords, words) => {
        const text = textWords.join(" ");
        const spans = locateWords(text, timed(...words));
        expect(spans).toHaveLength(words.length);
        let previous = 0;
        for (const { start, end } of spans) {
          expect(start).toBeGreaterThanOrEqual(previous);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(text.length);
          previous = start;
        }
      }),
    );
  });

  it("finds every other word when one was left out of the timings", () => {
    const words = "when in the course of human events it becomes necessary for one people".split(" ");
    fc.assert(
      fc.property(fc.nat({ max: words.length - 1 }), (missing) => {
        const rest = words.toSpliced(missing, 1);
        expect(located(words.join(" "), ...rest)).toEqual(rest);
      }),
    );
  });

  it.each<[string, string, string[], string[]]>([
    ["case and punctuation", "Hello, World! It’s me.", ["hello", "world", "it's", "me"], ["Hello", "World", "It’s", "me"]],
    ["punctuation that belongs to the word", "“Hello,” she said.", ["“Hello,”", "she", "said."], ["“Hello,”", "she", "said."]],
    ["decomposed accents", "Café noir", ["Cafe\u0301", "noir"], ["Café", "noir"]],
    ["a script without spaces", "日本語の音声", ["日本語", "の", "音声"], ["日本語", "の", "音声"]],
    ["numbers that were spoken as words", "I have 42 dogs and cats", ["I", "have", "forty", "two", "dogs", "and", "cats"], ["I", "have", "42", "42", "dogs", "and", "cats"]],
    ["text that is not spoken", "[whispers] Come closer now.", ["Come", "closer", "now"], ["Come", "closer", "now"]],
    ["a short word that a longer one begins with", "Another day", ["a", "day"], ["Another", "day"]],
    ["a word that was never written", "one two", ["one", "uh", "two"], ["one", "", "two"]],
    ["a word of nothing", "one two", ["one", " ", "two"], ["one", "", "two"]],
    ["a mark that was never written", "one two", ["one", "—", "two"], ["one", "", "two"]],
    ["a mark that was written otherwise", "... one", ["—", "one"], ["...", "one"]],
    ["the beginning of a longer word, before a mark or nothing", "another day", ["a", "—", " ", "day"], ["another", "another", "another", "day"]],
    ["the beginning of a longer word, before nothing", "another day", ["a", " ", "day"], ["another", "another", "day"]],
    ["the beginning of a longer word that is the last", "one another", ["one", "a"], ["one", "another"]],
    ["marks around a word with a mark in it", "I don't know why", ["I", "...“don’t”...", "why"], ["I", "don't", "why"]],
    ["a number that was spoken as words, and a word of nothing", "I have 42 dogs", ["I", "have", "forty", " ", "dogs"], ["I", "have", "42", "42", "dogs"]],
    ["a quoted word in a script without spaces", "日本語です", ["日本", "「語」", "です"], ["日本", "語", "です"]],
    ["white space at a word's edges", "one two", [" one", "two "], ["one", "two"]],
    ["a character that is two when folded", "İ İ am", ["İ", "i̇", "am"], ["İ", "İ", "am"]],
    ["emoji between words", "one 👩🏽‍🚀👩🏽‍🚀 two", ["one", "two"], ["one", "two"]],
    ["a long word further on, of letters of its own", "so others other’s another other uh", ["other", "uh"], ["other", "uh"]],
    ["a rare word further on", "so then there goes", ["there", "uh"], ["there", "goes"]],
    ["a common word further on, which is not believed by itself", "so then that goes", ["that", "uh"], ["so then", "that goes"]],
    ["a common word further on, before the next", "so then that... goes", ["that", "goes"], ["that", "goes"]],
    ["a common word further on that is the last", "so then that goes", ["that"], ["that"]],
    ["a common word further on, before a mark", "so then that goes", ["that", "—"], ["that", "goes"]],
    ["words left out at the beginning, in the middle and at the end", "one two three four", ["three", "uh"], ["three", "four"]],
    ["more words than the text has left", "one two three four", ["one", "uh", "er", "four"], ["one", "two", "three", "four"]],
    ["fewer words than the text has left", "one two three four five six", ["one", "uh", "er", "six"], ["one", "two three", "four five", "six"]],
  ])("handles %s", (_, text, words, expected) => {
    expect(located(text, ...words)).toEqual(expected);
  });
});

describe("locateWords after text that was not spoken", () => {
  /** Text of so many characters before the words that are looked for. */
  const skipped = (length: number) => `${"b".repeat(length - 1)} `;

  it("looks 160 characters ahead", () => {
    expect(located(`${skipped(160)}hello`, "hello")).toEqual(["hello"]);
    expect(located(`${skipped(161)}hello`, "hello")).toEqual([`${skipped(161)}hello`]);
  });

  it("looks further ahead after words that were missed, by twice their length, until one is found", () => {
    const [near, far, further] = [170, 171, 180].map((length) => `${skipped(length)}hello now`);
    expect(located(near ?? "", "forty", "hello")[1]).toBe("hello");
    expect(located(far ?? "", "forty", "hello")[1]).toBe("hello now");
    expect(located(further ?? "", "forty", "fifty", "hello")[2]).toBe("hello");
    expect(located(`one ${skipped(165)}hello now`, "forty", "one", "hello")[2]).toBe(`${skipped(165)}hello now`);
  });
});

describe("mapPosition", () => {
  const increasing = fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 30 });
  const take = (steps: readonly number[]) => {
    let startMs = 0;
    const words = steps.map((step) => {
      startMs += step + 20;
      return { text: "x", startMs, endMs: startMs + step * 0.02 };
    });
    return { words, durationMs: startMs + 1000 };
  };
  const pair = fc.tuple(increasing, increasing).map(([a, b]) => {
    const count = Math.min(a.length, b.length);
    return [take(a.slice(0, count)), take(b.slice(0, count))] as const;
  });

  it("keeps the word", () => {
    fc.assert(
      fc.property(pair, anyShare, ([from, to], fraction) => {
        const position = from.durationMs * fraction;
        expect(wordAt(wordStarts(to.words), mapPosition(from, to, position) + 1e-6)).toBe(wordAt(wordStarts(from.words), position + 1e-6));
      }),
    );
  });

  it("returns to where it came from", () => {
    fc.assert(
      fc.property(pair, anyShare, ([from, to], fraction) => {
        const position = from.durationMs * fraction;
        expect(mapPosition(to, from, mapPosition(from, to, position))).toBeCloseTo(position, 3);
      }),
    );
  });

  it("ascends and stays inside, whatever the times", () => {
    const wild = fc.array(fc.record({ text: fc.constant("x"), startMs: fc.integer({ min: -50, max: 5000 }), endMs: fc.integer({ min: -50, max: 5000 }) }));
    fc.assert(
      fc.property(wild, wild, fc.nat({ max: 4000 }), fc.nat({ max: 4000 }), (a, b, first, second) => {
        const from = { words: a, durationMs: 4000 };
        const to = { words: b, durationMs: 3000 };
        const [low, high] = [Math.min(first, second), Math.max(first, second)].map((position) => mapPosition(from, to, position));
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(high ?? NaN);
        expect(high).toBeLessThanOrEqual(3000);
      }),
    );
  });

  it("keeps the fraction of the duration without word times, or with another number of words", () => {
    expect(mapPosition({ durationMs: 4000, words: null }, { durationMs: 2000, words: timed("a") }, 1000)).toBe(500);
    expect(mapPosition({ durationMs: 4000, words: timed("a", "b") }, { durationMs: 2000, words: timed("a") }, 1000)).toBe(500);
    expect(mapPosition({ durationMs: 4000, words: timed("a") }, { durationMs: 2000, words: null }, 1000)).toBe(500);
    expect(mapPosition({ durationMs: 0, words: null }, { durationMs: 2000, words: null }, 0)).toBe(0);
  });

  it("stays within the takes, whatever the position", () => {
    const [from, to] = [{ durationMs: 4000, words: null }, { durationMs: 2000, words: null }];
    expect([-1, 4000, 4001].map((position) => mapPosition(from, to, position))).toEqual([0, 2000, 2000]);
    expect(mapPosition(from, { durationMs: -1, words: null }, 1000)).toBe(0);
    expect(mapPosition({ durationMs: 250, words: timed("a") }, { durationMs: 500.1, words: timed("a") }, 250)).toBe(500.1);
  });
});
