/** Mono sound, 16 bit. */
export interface Wave {
  readonly sampleRate: number;
  readonly samples: Int16Array<ArrayBuffer>;
}

const HEADER_LENGTH = 12;
const CHUNK_HEADER_LENGTH = 8;
const PCM = 1;

function ascii(view: DataView, offset: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((index) => view.getUint8(offset + index)));
}

/**
 * Reads a RIFF WAVE file of 16-bit mono PCM, which is what flite writes. A data chunk that is longer than the file is
 * cut to what is there. Throws a `RangeError` for anything else.
 */
export function parseWave(file: Uint8Array): Wave {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (file.byteLength < HEADER_LENGTH || ascii(view, 0) !== "RIFF" || ascii(view, 8) !== "WAVE") {
    throw new RangeError("This is not a WAVE file.");
  }
  let sampleRate = 0;
  for (let offset = HEADER_LENGTH; offset + CHUNK_HEADER_LENGTH <= file.byteLength; ) {
    const start = offset + CHUNK_HEADER_LENGTH;
    const length = Math.min(view.getUint32(offset + 4, true), file.byteLength - start);
    const name = ascii(view, offset);
    if (name === "fmt ") {
      const isPcm16Mono =
        length >= 16 &&
        view.getUint16(start, true) === PCM &&
        view.getUint16(start + 2, true) === 1 &&
        view.getUint16(start + 14, true) === 16;
      if (!isPcm16Mono) throw new RangeError("This is not 16-bit mono PCM.");
      sampleRate = view.getUint32(start + 4, true);
    } else if (name === "data") {
      if (sampleRate === 0) throw new RangeError("The data of this WAVE file come before their format.");
      // Copied, because samples need an even offset and the file may be a window into something larger.
      return { sampleRate, samples: new Int16Array(file.slice(start, start + length - (length % 2)).buffer) };
    }
    offset = start + length + (length % 2);
  }
  throw new RangeError("This WAVE file has no data.");
}

/** Joins pieces of sound of one sample rate. */
export function joinSamples(parts: readonly Int16Array[]): Int16Array<ArrayBuffer> {
  const joined = new Int16Array(parts.reduce((length, part) => length + part.length, 0));
  let position = 0;
  for (const part of parts) {
    joined.set(part, position);
    position += part.length;
  }
  return joined;
}
