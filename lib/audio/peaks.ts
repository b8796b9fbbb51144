/** How finely loudness is looked at while a file streams through. */
const WINDOW_MS = 10;

/** What the wire and the waveform use: integer peaks from 0 to 255, evenly over the whole duration. */
export interface Peaks {
  readonly durationMs: number;
  readonly peaks: readonly number[];
}

/**
 * Takes 16-bit mono samples as they come and gives the exact duration and the max-pooled peaks of all of them. Memory
 * is one byte for each 10 ms.
 */
export class PeakMeter {
  private readonly windowSamples: number;
  private windows = new Uint8Array(4096);
  private windowCount = 0;
  private windowPeak = 0;
  private windowFill = 0;
  private sampleCount = 0;
  private oddByte: number | undefined;

  constructor(private readonly sampleRate: number) {
    this.windowSamples = Math.round((sampleRate * WINDOW_MS) / 1000);
  }

  /** Adds little-endian 16-bit samples; a chunk may end in the middle of one. */
  add(chunk: Buffer): void {
    let bytes = chunk;
    if (this.oddByte !== undefined) {
      bytes = Buffer.concat([Buffer.of(this.oddByte), chunk]);
      this.oddByte = undefined;
    }
    if (bytes.length % 2 === 1) this.oddByte = bytes[bytes.length - 1];
    for (let offset = 0; offset + 1 < bytes.length; offset += 2) {
      const amplitude = Math.abs(bytes.readInt16LE(offset));
      if (amplitude > this.windowPeak) this.windowPeak = amplitude;
      this.sampleCount += 1;
      this.windowFill += 1;
      if (this.windowFill === this.windowSamples) this.closeWindow();
    }
  }

  /** The duration and at most `maxPeaks` peaks of what was added. */
  finish(maxPeaks: number): Peaks {
    if (this.windowFill > 0) this.closeWindow();
    const durationMs = Math.round((this.sampleCount / this.sampleRate) * 1000);
    const count = Math.min(maxPeaks, this.windowCount);
    const peaks = Array.from({ length: count }, (_, index) => {
      const from = Math.floor((index * this.windowCount) / count);
      const to = Math.floor(((index + 1) * this.windowCount) / count);
      let peak = 0;
      for (let window = from; window < to; window += 1) peak = Math.max(peak, this.windows[window] ?? 0);
      return peak;
    });
    return { durationMs, peaks };
  }

  private closeWindow(): void {
    if (this.windowCount === this.windows.length) {
      const larger = new Uint8Array(this.windows.length * 2);
      larger.set(this.windows);
      this.windows = larger;
    }
    this.windows[this.windowCount] = Math.min(255, Math.round((this.windowPeak / 32_767) * 255));
    this.windowCount += 1;
    this.windowPeak = 0;
    this.windowFill = 0;
  }
}
