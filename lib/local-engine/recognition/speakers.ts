import type { FileHandle } from "node:fs/promises";
import { SAMPLE_RATE } from "./pocketsphinx";
import { clusterSpeakers, inOrderOfAppearance, sumVoice } from "./speaker-clusters";
import { cutSegments, FRAME_MS, type Segment } from "./speech-segments";
import { FEATURE_COUNT, voiceFeatures } from "./voice-features";
import type { SpokenWord } from "./word-times";

/** A change of speaker within a stretch of four seconds is not found. */
const LONGEST_STRETCH = 400;
const FRAME_SAMPLES = (SAMPLE_RATE * FRAME_MS) / 1000;

/** Says who speaks each word, as numbers from 0 in the order in which they first speak. */
export async function findSpeakers(
  samples: FileHandle,
  { speech, levels, words, signal }: { speech: readonly Segment[]; levels: Float32Array; words: readonly SpokenWord[]; signal: AbortSignal },
): Promise<number[]> {
  const stretches = cutSegments(speech, levels, { longest: LONGEST_STRETCH, widestPause: -1 });
  const buffer = new Int16Array(stretches.reduce((longest, { start, end }) => Math.max(longest, end - start), 0) * FRAME_SAMPLES);
  const voices = [];
  for (const { start, end } of stretches) {
    signal.throwIfAborted();
    const length = (end - start) * FRAME_SAMPLES;
    const { bytesRead } = await samples.read(buffer, 0, length * 2, start * FRAME_SAMPLES * 2);
    voices.push(sumVoice(voiceFeatures(buffer.subarray(0, Math.floor(bytesRead / 2))), FEATURE_COUNT));
  }
  const speakers = await clusterSpeakers(voices);
  return inOrderOfAppearance(words.map((word) => speakers[stretchAt(stretches, word)] ?? 0));
}

function stretchAt(stretches: readonly Segment[], { startMs, endMs }: SpokenWord): number {
  const frame = (startMs + endMs) / 2 / FRAME_MS;
  let low = 0;
  let high = stretches.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((stretches[middle]?.start ?? Infinity) <= frame) low = middle;
    else high = middle;
  }
  return low;
}
