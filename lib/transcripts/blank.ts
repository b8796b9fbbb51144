const BLANK = /^[\s\p{Cc}\p{Default_Ignorable_Code_Point}]*$/u;

/** Whether nothing of a text can be seen: white space, control characters and marks without width only. */
export function isBlank(text: string): boolean {
  return BLANK.test(text);
}
