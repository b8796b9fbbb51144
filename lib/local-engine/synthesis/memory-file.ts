/** A file in memory that grows as it is written. */
export class MemoryFile {
  private buffer: Uint8Array<ArrayBuffer>;
  size: number;

  constructor(contents: Uint8Array = new Uint8Array()) {
    this.buffer = new Uint8Array(contents);
    this.size = contents.byteLength;
  }

  /** Fills `target` from `position` as far as the file goes, and gives how many bytes that were. */
  read(position: number, target: Uint8Array): number {
    const part = this.buffer.subarray(position, Math.min(this.size, position + target.byteLength));
    target.set(part);
    return part.byteLength;
  }

  /** Writes `source` at `position`; a gap before it is filled with zeros. */
  write(position: number, source: Uint8Array): void {
    const end = position + source.byteLength;
    if (end > this.buffer.byteLength) {
      const grown = new Uint8Array(Math.max(end, this.buffer.byteLength * 2));
      grown.set(this.buffer.subarray(0, this.size));
      this.buffer = grown;
    }
    this.buffer.set(source, position);
    this.size = Math.max(this.size, end);
  }

  /** A copy of all there is. */
  contents(): Uint8Array {
    return this.buffer.slice(0, this.size);
  }
}
