import type { Segment } from "./speech-segments";

/** Two minutes: loading the model is then a thirtieth of the work. */
const MOST_FRAMES = 12_000;

/** Parts segments among calls of the program, in order: at most two minutes each, and enough for all processors. */
export function toBatches(segments: readonly Segment[], processors: number): Segment[][] {
  const total = segments.reduce((sum, { start, end }) => sum + end - start, 0);
  const most = Math.min(MOST_FRAMES, Math.ceil(total / processors));
  const batches: Segment[][] = [];
  let filled = Infinity;
  for (const segment of segments) {
    if (filled >= most) {
      batches.push([]);
      filled = 0;
    }
    batches.at(-1)?.push(segment);
    filled += segment.end - segment.start;
  }
  return batches;
}
