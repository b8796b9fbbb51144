/** A word, or a speaker's name before it, as it stands in a cue. */
export interface CuePiece {
  readonly text: string;
  readonly spaceAfter: boolean;
  /** Whether a line should not end after it, such as before a comma that is a word of its own. */
  readonly gluedToNext: boolean;
}

/**
 * Sets pieces in as few lines of at most `lineLength` as they fill, and those about equally long. The length is counted in
 * UTF-16 units, so that it is kept by every other count too (code points, characters as people see them; a wide one is 1).
 * Lines break between pieces only: a longer piece is a line of its own.
 */
export function layOutLines(pieces: readonly CuePiece[], lineLength: number): string[] {
  // What stays together does so in narrower lines, too.
  const groups = groupGlued(pieces, lineLength);
  const fewest = fill(groups, lineLength);
  for (let width = Math.ceil(fewest.join("").length / fewest.length); width < lineLength; width += 1) {
    const lines = fill(groups, width);
    if (lines.length === fewest.length) return lines;
  }
  return fewest;
}

/** Sets as many pieces in each line as it takes. */
export function fillLines(pieces: readonly CuePiece[], lineLength: number): string[] {
  return fill(groupGlued(pieces, lineLength), lineLength);
}

function fill(groups: readonly CuePiece[], lineLength: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const group of groups) {
    if (line !== "" && (line + group.text).length > lineLength) {
      lines.push(line.trimEnd());
      line = "";
    }
    line += group.text + (group.spaceAfter ? " " : "");
  }
  if (line !== "") lines.push(line.trimEnd());
  return lines;
}

/** Pieces that should stay together as one, as long as they fit in a line. */
function groupGlued(pieces: readonly CuePiece[], lineLength: number): CuePiece[] {
  const groups: CuePiece[] = [];
  for (const piece of pieces) {
    const last = groups.at(-1);
    const text = last === undefined ? "" : last.text + (last.spaceAfter ? " " : "") + piece.text;
    if (last?.gluedToNext === true && text.length <= lineLength) groups[groups.length - 1] = { ...piece, text };
    else groups.push(piece);
  }
  return groups;
}
