import "server-only";
import { createWriteStream } from "node:fs";
import { open } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { decodeAudio } from "@/lib/audio/decode";
import type { AudioFormat } from "@/lib/audio/detect";
import { AppError } from "@/lib/http/app-error";
import { withScratchFile } from "@/lib/storage/scratch";
import { toBatches } from "./batches";
import { LevelMeter } from "./level-meter";
import { recognizeSegments, SAMPLE_RATE } from "./pocketsphinx";
import { SLOT_COUNT, withProcessSlot } from "./process-slots";
import { findSpeakers } from "./speakers";
import { cutSegments, findSpeech, type Segment } from "./speech-segments";
import type { SpokenWord } from "./word-times";

/** Eight hours: 200 MB of speech at 56 kbit/s, and 900 MB of samples on the disk. */
const MAX_SECONDS = 8 * 60 * 60;
const DECODE_LIMIT_MS = 60 * 60 * 1000;
/** Of all lengths tried, these give the fewest errors: the language model wants context, the program short searches. */
const SEGMENT_LIMITS = { longest: 2_500, widestPause: 100 };

/** What was said, and by whom. */
interface Recognition {
  /** In order, without overlap. */
  readonly words: readonly SpokenWord[];
  /** The number of each word's speaker, in the order in which they first speak; null when nobody asked. */
  readonly speakers: readonly number[] | null;
}

/**
 * Recognizes US English speech in a recording, in bounded memory: decodes it to the disk, cuts it in its pauses and gives
 * the pieces to PocketSphinx, as many at once as this process has slots. Rejects with an `AppError` for a recording that
 * cannot be decoded (`not_audio`) or is too long (`too_long`), with an `Error` when the program fails, and when `signal`
 * is aborted, which ends all that it has started.
 */
export async function recognizeSpeech(
  file: string,
  { format, diarize, signal }: { format: AudioFormat; diarize: boolean; signal: AbortSignal },
): Promise<Recognition> {
  return withScratchFile(async (samplesFile) => {
    const levels = await decode(file, samplesFile, format, signal);
    const speech = findSpeech(levels);
    const words = await recognizeAll(samplesFile, cutSegments(speech, levels, SEGMENT_LIMITS), signal);
    if (!diarize) return { words, speakers: null };
    const samples = await open(samplesFile);
    try {
      return { words, speakers: await findSpeakers(samples, { speech, levels, words, signal }) };
    } finally {
      await samples.close();
    }
  });
}

async function decode(file: string, samplesFile: string, format: AudioFormat, signal: AbortSignal): Promise<Float32Array> {
  const meter = new LevelMeter(SAMPLE_RATE);
  const options = { format, sampleRate: SAMPLE_RATE, maxSeconds: MAX_SECONDS + 1, limitMs: DECODE_LIMIT_MS, signal };
  await decodeAudio(file, options, (samples) =>
    pipeline(
      samples,
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          meter.add(chunk);
          yield chunk;
        }
      },
      createWriteStream(samplesFile),
    ),
  );
  const levels = meter.finish();
  if (levels.length > MAX_SECONDS * 100) {
    throw new AppError(422, { code: "too_long", message: "The local engine takes recordings of eight hours at most." });
  }
  return levels;
}

/** Recognizes all segments; the first failure ends the rest. */
async function recognizeAll(samplesFile: string, segments: readonly Segment[], signal: AbortSignal): Promise<SpokenWord[]> {
  const batches = toBatches(segments, SLOT_COUNT);
  const results: SpokenWord[][] = [];
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  // A recording asks for the next slot when it has used one, so that another one's turn comes between.
  const next = batches.entries();
  const takeTurns = async () => {
    for (const [index, batch] of next) {
      either.throwIfAborted();
      const words = await withProcessSlot(() =>
        withScratchFile((list) => withScratchFile((wordsFile) => recognizeSegments(samplesFile, batch, { scratch: { list, words: wordsFile }, signal: either }))),
      );
      results[index] = words.flat();
    }
  };
  const turns = Array.from({ length: SLOT_COUNT }, async () => {
    try {
      await takeTurns();
    } catch (error) {
      failed.abort(error);
      throw error;
    }
  });
  // Nothing may still read the samples when they are removed.
  await Promise.allSettled(turns);
  await Promise.all(turns);
  return results.flat();
}
