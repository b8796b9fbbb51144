import type { BaseVoice, VoicePreset } from "./voices";

/** What a person may set, in the ranges of the specification. */
export interface VoiceSettings {
  /** 0–1: lower is livelier. */
  readonly stability: number;
  /** 0–1: higher is livelier. */
  readonly style: number;
  /** 0.7–1.2: higher is faster. */
  readonly speed: number;
}

/** What flite is told. */
export interface FliteSettings {
  readonly baseVoice: BaseVoice;
  readonly pitchMeanHz: number;
  readonly pitchDeviationHz: number;
  readonly durationStretch: number;
}

const DEFAULT_STABILITY = 0.5;
const STABILITY_STRENGTH = 1.5;
const STYLE_STRENGTH = 0.8;
/** A wider range than this makes flite squeak and growl. */
const MAXIMUM_RELATIVE_DEVIATION = 0.4;

/**
 * Maps a preset and the person's settings to flite's own parameters. Stability 0.5 and style 0 leave the preset's
 * pitch range as it is; stability 0 widens it 1.7 times, stability 1 narrows it as much, style 1 widens it 1.7 times.
 * Speed divides the durations. Pitch and duration are set so that they are right after the sound is resampled.
 *
 * `similarity_boost` is not among the settings: it says how closely the vendor's model keeps to a recorded person, and
 * these voices have none to keep to.
 */
export function fliteSettings(preset: VoicePreset, { stability, style, speed }: VoiceSettings): FliteSettings {
  const liveliness = 2 ** (STABILITY_STRENGTH * (DEFAULT_STABILITY - stability) + STYLE_STRENGTH * style);
  const deviation = Math.min(preset.pitchDeviationHz * liveliness, preset.pitchMeanHz * MAXIMUM_RELATIVE_DEVIATION);
  return {
    baseVoice: preset.baseVoice,
    pitchMeanHz: preset.pitchMeanHz / preset.resamplingRatio,
    pitchDeviationHz: deviation / preset.resamplingRatio,
    durationStretch: (preset.stretch * preset.resamplingRatio) / speed,
  };
}
