import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readTranscript } from "@/lib/transcripts/read-result";
import { findMatches } from "@/lib/transcripts/search";
import { transcriptText } from "@/lib/transcripts/transcript-text";
import { anyTranscript } from "@/lib/transcripts/transcripts-for-tests";

const found = (text: string, query: string) => findMatches(readTranscript({ text }, null), query).map(({ start, end }) => text.slice(start, end));

describe("findMatches", () => {
  it("finds any stretch of words where it stands, in the word that it begins in", () => {
    fc.assert(
      fc.property(anyTranscript, fc.nat(), fc.integer({ min: 1, max: 5 }), (transcript, place, count) => {
        fc.pre(transcript.words.length > 0);
        const from = place % transcript.words.length;
        const start = Math.max(transcript.before.length, transcriptText(transcript, 0, from).length);
        const query = transcriptText(transcript, from, from + count).trim();
        const matches = findMatches(transcript, query);
        const text = transcriptText(transcript);
        let reached = 0;
        for (const match of matches) {
          expect(match.start).toBeGreaterThanOrEqual(reached);
          expect(match.end).toBeGreaterThan(match.start);
          expect(match.end).toBeLessThanOrEqual(text.length);
          expect(transcriptText(transcript, 0, match.word).length).toBeLessThanOrEqual(Math.max(match.start, transcript.before.length));
          expect(transcriptText(transcript, 0, match.word + 1).length).toBeGreaterThan(match.start);
          reached = match.end;
        }
        if (/^[\p{L}\p{N}]/u.test(query)) expect(matches.some((match) => match.start <= start && match.end > start)).toBe(true);
      }),
    );
  });

  it("folds case, accents and typographic marks, and gives the text as it stands", () => {
    expect(found("Naïve naïve NAIVE nai\u0308ve.", "naive")).toEqual(["Naïve", "naïve", "NAIVE", "nai\u0308ve"]);
    expect(found("Straße STRASSE", "strasse")).toEqual(["Straße", "STRASSE"]);
    expect(found("It’s “fine”", "it's \"FINE")).toEqual(["It’s “fine"]);
    expect(found("Ελλάς ΕΛΛΆΣ İstanbul Łódź", "ελλας")).toEqual(["Ελλάς", "ΕΛΛΆΣ"]);
    expect(found("İstanbul Łódź", "istanbul lodz")).toEqual(["İstanbul Łódź"]);
    expect(found("مُحَمَّد", "محمد")).toEqual(["مُحَمَّد"]);
    expect(found("한국어", "한국")).toEqual(["한국"]);
    expect(found("ｆｕｌｌ", "full")).toEqual(["ｆｕｌｌ"]);
  });

  it("does not take one sound of a script for another", () => {
    expect(found("か が", "か")).toEqual(["か"]);
    expect(found("कि", "का")).toEqual([]);
  });

  it("collapses white space and finds across words", () => {
    expect(found("one  two\n\nthree", " two three ")).toEqual(["two\n\nthree"]);
    expect(found("今日はいい天気", "はいい")).toEqual(["はいい"]);
    expect(found("a \u200b b", "a b")).toEqual(["a \u200b b"]);
    expect(found("a\u200bb", "ab")).toEqual(["a\u200bb"]);
  });

  it("finds without overlaps, and nothing for a query of nothing", () => {
    expect(found("aaaaa", "aa")).toEqual(["aa", "aa"]);
    expect(found("Straße", "s")).toEqual(["S", "ß"]);
    for (const query of ["", "  ", "\u200b", "\u0301"]) expect(found("a b", query)).toEqual([]);
    expect(found("", "a")).toEqual([]);
  });

  it("finds what stands behind many characters, and behind one that is many", () => {
    expect(found("\ufdfa\ufdfa abc", "ABC")).toEqual(["abc"]);
    const long = `${"Tide ".repeat(10_000)}\u{1f30a} ebb`;
    expect(found(long, "tide \u{1f30a} ebb")).toEqual(["Tide \u{1f30a} ebb"]);
  });

  it("takes a query as text, not as a pattern", () => {
    expect(found("a.b axb <i>", "a.b")).toEqual(["a.b"]);
    expect(found("a.b axb <i>", "<i>")).toEqual(["<i>"]);
    expect(found("x \ud800 y", "\ud800")).toEqual(["\ud800"]);
  });
});
