const SAMPLE_RATE = 16_000;
const SECONDS_PER_CHARACTER = 0.06;
const MIN_SECONDS = 0.4;
const MAX_SECONDS = 20;

export interface ToneWord {
  readonly text: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** When each word of a text is "spoken": in proportion to its length, at most 20 s in all. */
export function toneWords(text: string): ToneWord[] {
  const words = text.split(/\s+/).filter((word) => word !== "");
  const characters = words.reduce((sum, word) => sum + word.length + 1, 0);
  const seconds = Math.min(MAX_SECONDS, Math.max(MIN_SECONDS, characters * SECONDS_PER_CHARACTER));
  let position = 0;
  return words.map((word) => {
    const startSeconds = (position / characters) * seconds;
    position += word.length + 1;
    return { text: word, startSeconds, endSeconds: ((position - 1) / characters) * seconds };
  });
}

function wavHeader(dataBytes: number): Buffer {
  const header = Buffer.alloc(44);
  header.write("RIFF", 0);
  header.writeUInt32LE(36 + dataBytes, 4);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(SAMPLE_RATE, 24);
  header.writeUInt32LE(SAMPLE_RATE * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write("data", 36);
  header.writeUInt32LE(dataBytes, 40);
  return header;
}

/** A WAV file (mono, 16 bit, 16 kHz) with a tone for each word of the text, its pitch by the word's letters. */
export function toneWav(text: string): Buffer {
  const words = toneWords(text);
  const seconds = words.at(-1)?.endSeconds ?? MIN_SECONDS;
  const samples = new Int16Array(Math.ceil(seconds * SAMPLE_RATE));
  for (const { text: word, startSeconds, endSeconds } of words) {
    const letters = Array.from(word).reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0);
    const frequency = 220 * 2 ** ((letters % 24) / 12);
    const [first, last] = [Math.floor(startSeconds * SAMPLE_RATE), Math.floor(endSeconds * SAMPLE_RATE)];
    for (let index = first; index < last; index += 1) {
      const fade = Math.min(1, (index - first) / 160, (last - index) / 160);
      samples[index] = Math.round(9000 * fade * Math.sin((2 * Math.PI * frequency * index) / SAMPLE_RATE));
    }
  }
  const data = Buffer.from(samples.buffer);
  return Buffer.concat([wavHeader(data.length), data]);
}
