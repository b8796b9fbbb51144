const BLANK = /^[\s\p{Cc}\p{Default_Ignorable_Code_Point}\ufffe\uffff]*$/u;

/** Whether nothing of a text can be seen: white space, control characters, marks without width and non-characters only. */
export function isBlank(text: string): boolean {
  return BLANK.test(text);
}
