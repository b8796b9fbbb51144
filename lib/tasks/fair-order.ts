/** The tasks of one owner that wait to be sent. */
export interface OwnersLine {
  readonly ownerId: string;
  readonly waiting: number;
  /** When one of theirs was last sent (Unix ms); null when none was. */
  readonly lastSentAt: number | null;
  /** When the oldest of those that wait was made. */
  readonly oldestAt: number;
}

/** Owners in the order in which they are served: in turn, who was served the longest ago first. */
export function inTurn(lines: readonly OwnersLine[]): OwnersLine[] {
  return lines.toSorted(
    (left, right) =>
      (left.lastSentAt ?? -Infinity) - (right.lastSentAt ?? -Infinity) || left.oldestAt - right.oldestAt || (left.ownerId < right.ownerId ? -1 : 1),
  );
}

/** The place in the whole queue of the task that is `nth` (from 1) of its owner's: one of each owner is sent in turn. */
export function placeOf(lines: readonly OwnersLine[], ownerId: string, nth: number): number {
  const order = inTurn(lines);
  const own = order.findIndex((line) => line.ownerId === ownerId);
  const ahead = order.map(({ waiting }, index) => Math.min(waiting, index < own ? nth : nth - 1));
  return ahead.reduce((sum, count) => sum + count, 0) + 1;
}
