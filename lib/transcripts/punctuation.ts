const SENTENCE_END = /[.!?…。！？｡؟۔।॥።។၊။][\p{Pe}\p{Pf}"'*]*$/u;
const CLAUSE_END = /[,;:،؛、，；：—–][\p{Pe}\p{Pf}"'*]*$/u;
const CLOSING_START = /^[\p{Pe}\p{Pf}.,!?…:;%。、！？，．：；）」』】〉》・ー،؛؟]/u;

/** Whether a sentence can end with this word. An abbreviation's full stop looks the same. */
export function endsSentence(word: string): boolean {
  return SENTENCE_END.test(word);
}

/** Whether a part of a sentence ends with this word: a comma, a colon, a dash. */
export function endsClause(word: string): boolean {
  return CLAUSE_END.test(word);
}

/** Whether a text begins with a mark that belongs to what stands before it, such as a comma or a closing bracket. */
export function beginsWithClosingMark(text: string): boolean {
  return CLOSING_START.test(text);
}
