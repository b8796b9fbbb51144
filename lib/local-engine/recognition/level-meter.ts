import { FRAME_MS } from "./speech-segments";

/** Far below anything that can be heard; digital silence has no level of its own. */
const LOWEST_DB = -120;
const FULL_SCALE = 32_768;

/** Takes 16-bit mono samples as they come and gives their level in each 10 ms, in decibels of full scale. */
export class LevelMeter {
  private readonly frameLength: number;
  private levels = new Float32Array(4096);
  private count = 0;
  private energy = 0;
  private filled = 0;
  private oddByte: number | undefined;

  constructor(sampleRate: number) {
    this.frameLength = (sampleRate * FRAME_MS) / 1000;
  }

  /** Adds little-endian 16-bit samples; a chunk may end in the middle of one. */
  add(chunk: Buffer): void {
    let bytes = chunk;
    if (this.oddByte !== undefined) bytes = Buffer.concat([Buffer.of(this.oddByte), chunk]);
    this.oddByte = bytes.length % 2 === 1 ? bytes[bytes.length - 1] : undefined;
    for (let offset = 0; offset + 1 < bytes.length; offset += 2) {
      this.energy += (bytes.readInt16LE(offset) / FULL_SCALE) ** 2;
      this.filled += 1;
      if (this.filled === this.frameLength) this.closeFrame();
    }
  }

  /** The levels of the frames that are full. */
  finish(): Float32Array {
    return this.levels.slice(0, this.count);
  }

  private closeFrame(): void {
    if (this.count === this.levels.length) {
      const larger = new Float32Array(this.levels.length * 2);
      larger.set(this.levels);
      this.levels = larger;
    }
    this.levels[this.count] = Math.max(LOWEST_DB, 10 * Math.log10(this.energy / this.frameLength));
    this.count += 1;
    this.energy = 0;
    this.filled = 0;
  }
}
