import { describe, expect, it } from "vitest";
import { beginsWithClosingMark, endsClause, endsSentence } from "@/lib/transcripts/punctuation";

const SENTENCE_ENDS = Array.from(".!?…。！？｡؟۔।॥።။၊");
const CLAUSE_ENDS = Array.from(",;:،؛、，；：—–");
/** What may stand between such a mark and the word's end. */
const CLOSERS = [")", "]", "»", "”", "’", '"', "'", "*", ')"', "”)", '."'];

describe("the end of a sentence", () => {
  it.each(SENTENCE_ENDS)("is a word with %s at its end, also before what closes", (mark) => {
    expect(endsSentence(`end${mark}`)).toBe(true);
    expect(endsSentence(mark)).toBe(true);
    for (const closer of CLOSERS) expect(endsSentence(`end${mark}${closer}`), closer).toBe(true);
  });

  it.each(["end", "", ")", '"', "end,", "a.b", ".end", "end.a)", "end. ", "end.-", "end)"])("is not %j", (word) => {
    expect(endsSentence(word)).toBe(false);
  });
});

describe("the end of a clause", () => {
  it.each(CLAUSE_ENDS)("is a word with %s at its end, also before what closes", (mark) => {
    expect(endsClause(`end${mark}`)).toBe(true);
    for (const closer of CLOSERS.slice(0, -1)) expect(endsClause(`end${mark}${closer}`), closer).toBe(true);
  });

  it.each(["end", "", ")", "end.", "a,b", ",end", "end,a)", "end, ", "end-"])("is not %j", (word) => {
    expect(endsClause(word)).toBe(false);
  });
});

describe("a mark that belongs to what stands before it", () => {
  it.each(Array.from(")]»”.,!?…:;%。、！？，．：；）」』】〉》・ー،؛؟"))("is %s at the beginning", (mark) => {
    expect([beginsWithClosingMark(mark), beginsWithClosingMark(`${mark}a`)]).toEqual([true, true]);
  });

  it.each(["", "a", "a.", "a)", "(", "«", "“", "-", " ,", "日。"])("is none in %j", (text) => {
    expect(beginsWithClosingMark(text)).toBe(false);
  });
});
