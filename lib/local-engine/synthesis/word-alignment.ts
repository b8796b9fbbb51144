/** One phone as flite prints it, with its end in seconds since the utterance began. */
export interface Phone {
  readonly name: string;
  readonly endSeconds: number;
}

/** A stretch of time in seconds. */
export interface Span {
  readonly startSeconds: number;
  readonly endSeconds: number;
}

const PAUSE = "pau";
const SUBSTITUTION_COST = 1.5;
const GAP_COST = 1;

/** Reads the output of `-psdur`, one line of `name:end` for each utterance. */
export function parseTimedPhones(output: string): Phone[][] {
  return lines(output).map((line) =>
    line.map((field) => {
      const separator = field.lastIndexOf(":");
      return { name: field.slice(0, separator), endSeconds: Number(field.slice(separator + 1)) };
    }),
  );
}

/** Reads the output of `-ps`: the names of the phones of each utterance, without pauses. */
export function parsePhoneNames(output: string): string[][] {
  return lines(output).map((line) => line.filter((name) => name !== PAUSE));
}

function lines(output: string): string[][] {
  return output
    .split("\n")
    .slice(0, -1)
    .map((line) => line.split(" ").filter((field) => field !== ""));
}

/**
 * Finds when each piece of a passage is spoken. `piecePhones` are the phones of each piece spoken on its own,
 * `utterances` the timed phones of the passage as it was spoken, whose pauses belong to no piece. Both are nearly the
 * same sequence (context changes a phone here and there: "St. Louis"), so the cheapest edit script between them says
 * to which piece every phone belongs; a phone without a counterpart goes to the piece before it.
 *
 * `sound` says how long the sound of the utterances is, and whether each ends halfway through its last phone, a pause.
 * Rounding that is left over is spread evenly.
 *
 * The spans have the order of the pieces, do not overlap, and a piece without a phone has an empty one.
 */
export function alignPieces(
  piecePhones: readonly (readonly string[])[],
  utterances: readonly (readonly Phone[])[],
  sound: { readonly durationSeconds: number; readonly endsHalfway: boolean },
): Span[] {
  const spoken = layOut(utterances, sound.endsHalfway);
  const scale = spoken.durationSeconds > 0 ? sound.durationSeconds / spoken.durationSeconds : 1;
  const expected = piecePhones.flatMap((names, pieceIndex) => names.map((name) => ({ name, pieceIndex })));
  const owners = ownersOf(
    expected,
    spoken.phones.map(({ name }) => name),
  );
  const spans: Span[] = [];
  let next = 0;
  for (const pieceIndex of piecePhones.keys()) {
    const first = next;
    while (next < owners.length && (owners[next] ?? 0) <= pieceIndex) next += 1;
    const startSeconds = next > first ? spoken.phones[first]?.startSeconds : undefined;
    const endSeconds = spoken.phones[next - 1]?.endSeconds ?? 0;
    spans.push({ startSeconds: (startSeconds ?? endSeconds) * scale, endSeconds: endSeconds * scale });
  }
  return spans;
}

interface PlacedPhone extends Span {
  readonly name: string;
}

/** Puts the utterances one after the other, and takes the pauses out. */
function layOut(utterances: readonly (readonly Phone[])[], endsHalfway: boolean) {
  const phones: PlacedPhone[] = [];
  let offset = 0;
  for (const utterance of utterances) {
    let startSeconds = offset;
    for (const { name, endSeconds } of utterance) {
      if (name !== PAUSE) phones.push({ name, startSeconds, endSeconds: offset + endSeconds });
      startSeconds = offset + endSeconds;
    }
    const lastStartSeconds = offset + (utterance.at(-2)?.endSeconds ?? 0);
    offset = endsHalfway ? (lastStartSeconds + startSeconds) / 2 : startSeconds;
  }
  return { phones, durationSeconds: offset };
}

/** The piece of every spoken phone, by the cheapest edit script; never decreasing. */
function ownersOf(
  expected: readonly { readonly name: string; readonly pieceIndex: number }[],
  spoken: readonly string[],
): number[] {
  const width = spoken.length + 1;
  const costs = new Float64Array((expected.length + 1) * width);
  const at = (row: number, column: number) => costs[row * width + column] ?? Infinity;
  const substitution = (row: number, column: number) =>
    at(row - 1, column - 1) + (expected[row - 1]?.name === spoken[column - 1] ? 0 : SUBSTITUTION_COST);
  for (let row = 0; row <= expected.length; row += 1) {
    for (let column = 0; column < width; column += 1) {
      costs[row * width + column] =
        row === 0 || column === 0
          ? (row + column) * GAP_COST
          : Math.min(substitution(row, column), at(row - 1, column) + GAP_COST, at(row, column - 1) + GAP_COST);
    }
  }
  const owners = new Array<number>(spoken.length).fill(0);
  let row = expected.length;
  for (let column = spoken.length; column > 0; ) {
    if (row > 0 && at(row, column) === substitution(row, column)) {
      owners[column - 1] = expected[row - 1]?.pieceIndex ?? 0;
      row -= 1;
      column -= 1;
    } else if (row > 0 && at(row, column) === at(row - 1, column) + GAP_COST) {
      row -= 1;
    } else {
      owners[column - 1] = expected[row - 1]?.pieceIndex ?? 0;
      column -= 1;
    }
  }
  return owners;
}
