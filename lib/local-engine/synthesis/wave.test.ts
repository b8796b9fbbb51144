import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { joinSamples, parseWave } from "./wave";

function chunk(name: string, contents: Uint8Array): Uint8Array {
  const size = new Uint8Array(new Uint32Array([contents.byteLength]).buffer);
  return Uint8Array.from([...new TextEncoder().encode(name), ...size, ...contents, ...(contents.byteLength % 2 ? [0] : [])]);
}

function waveFile(samples: Int16Array, { sampleRate = 16_000, channels = 1, bits = 16, before = [] as Uint8Array[] } = {}) {
  const format = new DataView(new ArrayBuffer(16));
  format.setUint16(0, 1, true);
  format.setUint16(2, channels, true);
  format.setUint32(4, sampleRate, true);
  format.setUint16(14, bits, true);
  const data = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
  const parts = [chunk("fmt ", new Uint8Array(format.buffer)), ...before, chunk("data", data)];
  return chunk("RIFF", Uint8Array.from([...new TextEncoder().encode("WAVE"), ...parts.flatMap((part) => [...part])]));
}

const sound = fc.int16Array({ maxLength: 200 });

describe("parseWave", () => {
  it("gives back the samples and their rate, wherever the file lies and whatever comes before the data", () => {
    fc.assert(
      fc.property(sound, fc.integer({ min: 8000, max: 48_000 }), fc.uint8Array({ maxLength: 9 }), (samples, sampleRate, other) => {
        const file = waveFile(samples, { sampleRate, before: [chunk("LIST", other)] });
        const window = Uint8Array.from([0, ...file]).subarray(1);
        expect(parseWave(window)).toEqual({ sampleRate, samples: Int16Array.from(samples) });
      }),
    );
  });

  it("takes what is there of data that are cut off", () => {
    expect(parseWave(waveFile(Int16Array.of(1, 2, 3)).slice(0, -3)).samples).toEqual(Int16Array.of(1));
  });

  it("refuses what is not 16-bit mono PCM", () => {
    expect(() => parseWave(new TextEncoder().encode("not a wave file at all"))).toThrow(RangeError);
    expect(() => parseWave(new Uint8Array())).toThrow(RangeError);
    expect(() => parseWave(waveFile(Int16Array.of(1), { channels: 2 }))).toThrow(RangeError);
    expect(() => parseWave(waveFile(Int16Array.of(1), { bits: 8 }))).toThrow(RangeError);
    expect(() => parseWave(waveFile(Int16Array.of()).slice(0, 36))).toThrow(RangeError);
  });
});

describe("joinSamples", () => {
  it("keeps all samples in their order", () => {
    fc.assert(
      fc.property(fc.array(sound), (parts) => {
        expect([...joinSamples(parts)]).toEqual(parts.flatMap((part) => [...part]));
      }),
    );
  });
});
