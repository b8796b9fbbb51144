import "server-only";
import { AppError } from "@/lib/http/app-error";
import { fliteSettings } from "./flite-settings";
import { integratedLoudness } from "./loudness";
import { encodeMp3 } from "./mp3-encoder";
import { PassageSpeaker } from "./passage-speaker";
import { type Passage, type Reading, planReading } from "./reading";
import { type VoicePreset, voicePresets } from "./voices";
import { joinSamples } from "./wave";
import type { Span } from "./word-alignment";

/** What is to be spoken, and how; the ranges are those of the specification. */
export interface SynthesisRequest {
  readonly text: string;
  /** The name of one of the 21 presets. */
  readonly voice: string;
  readonly stability: number;
  readonly style: number;
  readonly speed: number;
  /** Has no effect here: these voices imitate no recorded person that they could be closer to. */
  readonly similarityBoost: number;
  /** Whether word times are wanted. */
  readonly timestamps: boolean;
}

/** One word as it was written, with what cannot be spoken beside it, and when it is spoken. */
interface SynthesisWord {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** Finished speech. */
export interface Synthesis {
  readonly mp3: Uint8Array<ArrayBuffer>;
  readonly durationMs: number;
  /** In their order, without overlap, within the duration; empty when no timestamps were asked for. */
  readonly words: readonly SynthesisWord[];
}

const TARGET_LOUDNESS_LUFS = -18;
const PARAGRAPH_PAUSE_SECONDS = 0.35;

/** A passage as it was spoken, and where it begins. */
interface PlacedPassage {
  readonly passage: Passage;
  readonly startSeconds: number;
  readonly spans: readonly Span[];
}

/**
 * Speaks English text with flite in a worker thread, and encodes it with ffmpeg. Passages of several requests take
 * turns, so that a short text does not wait for the end of a long one. Equal requests give equal sound.
 */
export class Synthesizer {
  private readonly speaker: PassageSpeaker;

  /**
   * @param options `workerFile` is the bundled `synthesis-worker.ts`; `scratchDir` an existing folder for files that
   * live for the time of an encoding.
   */
  constructor(private readonly options: { workerFile: string; ffmpegFile: string; scratchDir: string }) {
    this.speaker = new PassageSpeaker(options.workerFile);
  }

  /**
   * Gives the speech as MP3 (mono, 44.1 kHz, −18 LUFS), and the times of the words when asked for. Throws an
   * `AppError` for a text without anything that can be spoken (`unspeakable_text`) and for a voice that is not one of
   * the presets (`unknown_voice`); rejects with the signal's reason when aborted, and with an `Error` when the worker
   * or ffmpeg fails.
   */
  async synthesize(request: SynthesisRequest, signal?: AbortSignal): Promise<Synthesis> {
    const preset = requirePreset(request.voice);
    const reading = planReading(request.text);
    if (reading.words.length === 0) {
      throw new AppError(422, {
        code: "unspeakable_text",
        field: "text",
        message: "There is nothing to speak in this text. The local engine speaks English only.",
      });
    }
    const { mp3, made } = await encodeMp3(() => this.speak(reading, preset, request, signal), this.options, signal);
    return { mp3, durationMs: made.durationMs, words: made.words };
  }

  /** Ends the worker; what is open rejects. */
  async close(): Promise<void> {
    await this.speaker.close();
  }

  private async speak(reading: Reading, preset: VoicePreset, request: SynthesisRequest, signal?: AbortSignal) {
    const settings = fliteSettings(preset, request);
    const parts: Int16Array[] = [];
    const placed: PlacedPassage[] = [];
    let length = 0;
    let sampleRate = 0;
    for (const passage of reading.passages) {
      const pieces = passage.pieces.map(({ spoken }) => spoken);
      const spoken = await this.speaker.speak({ pieces, settings, wantsSpans: request.timestamps }, signal);
      sampleRate = spoken.sampleRate;
      placed.push({ passage, startSeconds: length / sampleRate, spans: spoken.spans });
      parts.push(spoken.samples);
      if (passage.endsParagraph) {
        const pauseSeconds = PARAGRAPH_PAUSE_SECONDS * settings.durationStretch;
        parts.push(new Int16Array(Math.round(pauseSeconds * sampleRate)));
      }
      length = parts.reduce((sum, part) => sum + part.length, 0);
    }
    // The sound is declared to have another rate than it was made for: faster or slower playback, in effect, which
    // moves its resonances; the settings for flite have made up for pitch and tempo.
    const playedRate = Math.round(sampleRate * preset.resamplingRatio);
    const samples = joinSamples(parts);
    return {
      wave: { samples, sampleRate: playedRate },
      gainDb: TARGET_LOUDNESS_LUFS - integratedLoudness(samples, playedRate),
      durationMs: Math.round((samples.length / playedRate) * 1000),
      words: request.timestamps ? timeWords(reading.words, placed, (sampleRate / playedRate) * 1000) : [],
    };
  }
}

function requirePreset(voice: string): VoicePreset {
  const preset = voicePresets.get(voice);
  if (preset !== undefined) return preset;
  throw new AppError(422, {
    code: "unknown_voice",
    field: "voice",
    message: "The local engine has the 21 preset voices only.",
  });
}

/** Gives every written word the time from its first to its last piece, in whole milliseconds of the finished sound. */
function timeWords(
  words: readonly string[],
  placed: readonly PlacedPassage[],
  millisecondsPerSecond: number,
): SynthesisWord[] {
  const times = new Map<number, { startMs: number; endMs: number }>();
  for (const { passage, startSeconds, spans } of placed) {
    for (const [index, { wordIndex }] of passage.pieces.entries()) {
      const span = spans[index];
      if (span === undefined) throw new Error("A piece of the text has no time.");
      const startMs = Math.round((startSeconds + span.startSeconds) * millisecondsPerSecond);
      const endMs = Math.round((startSeconds + span.endSeconds) * millisecondsPerSecond);
      times.set(wordIndex, { startMs: times.get(wordIndex)?.startMs ?? startMs, endMs });
    }
  }
  return words.map((text, index) => {
    const time = times.get(index);
    if (time === undefined) throw new Error("A word of the text has no time.");
    return { text, ...time };
  });
}
