import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { layOutTranscript } from "@/components/transcript/transcript-layout";
import { turnStep } from "@/components/transcript/turn-steps";
import { anyTranscript } from "@/lib/transcripts/transcripts-for-tests";

const layouts = anyTranscript.map(layOutTranscript);

describe("a step from turn to turn", () => {
  it("forward, comes through the beginnings of all turns, in their order", () => {
    fc.assert(
      fc.property(layouts, (layout) => {
        const seen: number[] = [];
        for (let at: number | null = turnStep(layout, -1, 1); at !== null && seen.length <= layout.turns.length; at = turnStep(layout, at, 1)) seen.push(at);
        expect(seen).toEqual([...new Set(seen)]);
        expect(seen.at(-1)).toBe(layout.turns.at(-1)?.startMs);
        for (const startMs of seen) expect(layout.turns.map((turn) => turn.startMs)).toContain(startMs);
      }),
    );
  });

  it("back, goes to the beginning of the turn, and from there to the one before", () => {
    fc.assert(
      fc.property(layouts, fc.nat(600_000), (layout, positionMs) => {
        const target = turnStep(layout, positionMs, -1);
        if (target === null) {
          expect(positionMs).toBeLessThan(layout.turns[0]?.startMs ?? Number.POSITIVE_INFINITY);
          return;
        }
        expect(target).toBeLessThanOrEqual(positionMs);
        expect(layout.turns.map((turn) => turn.startMs)).toContain(target);
        const between = layout.turns.filter(({ startMs }) => startMs > target && startMs <= positionMs - 2000);
        expect(between).toEqual([]);
      }),
    );
  });
});
