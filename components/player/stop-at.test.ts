import { describe, expect, it } from "vitest";
import { INITIAL_STATE, type PositionListener, type SeekListener } from "@/components/player/playback";
import { stopAt } from "@/components/player/stop-at";

/** A playback that is wherever it is put. */
class Tape {
  positionMs = 0;
  playing = false;
  readonly #positions = new Set<PositionListener>();
  readonly #seeks = new Set<SeekListener>();

  readonly getState = () => ({ ...INITIAL_STATE, playing: this.playing });
  readonly pause = () => (this.playing = false);
  readonly onPosition = (listener: PositionListener) => (this.#positions.add(listener), () => this.#positions.delete(listener));
  readonly onSeek = (listener: SeekListener) => (this.#seeks.add(listener), () => this.#seeks.delete(listener));
  readonly seek = (positionMs: number) => {
    for (const listener of this.#seeks) listener(Math.abs(positionMs - this.positionMs));
    this.runTo(positionMs);
  };

  runTo(positionMs: number): void {
    this.positionMs = positionMs;
    for (const listener of this.#positions) listener(positionMs);
  }
}

describe("stopAt", () => {
  it("stops exactly at the place when it is played across, and plays on from there", () => {
    const tape = new Tape();
    const end = stopAt(tape, 5000);
    tape.seek(4000);
    tape.playing = true;
    tape.runTo(4990);
    expect(tape.playing).toBe(true);
    tape.runTo(5030);
    expect(tape).toMatchObject({ playing: false, positionMs: 5000 });
    tape.playing = true;
    tape.runTo(5016);
    expect(tape.playing).toBe(true);
    end();
  });

  it("lets a jump over the place go on, and stops again after a jump back", () => {
    const tape = new Tape();
    const end = stopAt(tape, 5000);
    tape.playing = true;
    tape.runTo(100);
    tape.seek(9000);
    tape.runTo(9016);
    expect(tape.playing).toBe(true);
    tape.seek(1000);
    tape.runTo(6000);
    expect(tape).toMatchObject({ playing: false, positionMs: 5000 });
    end();
    tape.seek(0);
    tape.playing = true;
    tape.runTo(6000);
    expect(tape.playing).toBe(true);
  });
});
