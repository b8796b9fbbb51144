/** The voices inside flite: slt a woman, rms a man, awb a Scottish man, kal16 an older and plainer man's voice. */
export type BaseVoice = "slt" | "rms" | "awb" | "kal16";

/**
 * How a preset voice is made of a base voice. Everything is what flite is asked for, as it is heard after resampling:
 * the pitch comes within 3 % of the mean (kal16: 8 % below it), and the smoothing of slt, rms and awb lets about half
 * of the deviation through.
 */
export interface VoicePreset {
  readonly baseVoice: BaseVoice;
  /** Mean of the fundamental frequency. */
  readonly pitchMeanHz: number;
  /** Standard deviation of the fundamental frequency, at the default settings. */
  readonly pitchDeviationHz: number;
  /** Length of the speech against that of the base voice. */
  readonly stretch: number;
  /** Shifts the resonances of the base voice: above 1 a smaller speaker, below 1 a larger one. */
  readonly resamplingRatio: number;
}

function preset(
  baseVoice: BaseVoice,
  pitchMeanHz: number,
  pitchDeviationHz: number,
  stretch: number,
  resamplingRatio: number,
): VoicePreset {
  return { baseVoice, pitchMeanHz, pitchDeviationHz, stretch, resamplingRatio };
}

/*
 * Tuned by measuring 27 s of speech of each: every two voices differ by 1.5 semitones in median pitch, by 8 % in their
 * resonances or by 12 % in tempo, and PocketSphinx makes at most 16 % word errors (8 % on average).
 */
const PRESETS = {
  Rachel: preset("slt", 180, 24, 1, 0.97),
  Aria: preset("slt", 206, 44, 0.96, 1.01),
  Roger: preset("kal16", 116, 18, 0.98, 1),
  Sarah: preset("slt", 162, 16, 1.12, 0.94),
  Laura: preset("slt", 230, 30, 0.85, 0.93),
  Charlie: preset("awb", 142, 30, 0.9, 1.04),
  George: preset("awb", 104, 18, 1.1, 0.97),
  Callum: preset("awb", 120, 34, 0.98, 1),
  River: preset("slt", 142, 16, 1, 0.9),
  Liam: preset("rms", 126, 24, 0.86, 1.06),
  Charlotte: preset("slt", 198, 24, 1.16, 1.01),
  Alice: preset("slt", 206, 16, 1.05, 0.91),
  Matilda: preset("slt", 174, 34, 0.9, 1.03),
  Will: preset("kal16", 142, 24, 0.95, 1.06),
  Jessica: preset("slt", 252, 46, 0.93, 1.01),
  Eric: preset("rms", 104, 16, 1, 1),
  Chris: preset("rms", 115, 30, 0.92, 0.95),
  Brian: preset("rms", 88, 14, 1.02, 0.94),
  Daniel: preset("awb", 132, 16, 1.06, 1.07),
  Lily: preset("slt", 232, 20, 1.13, 0.98),
  Bill: preset("kal16", 95, 14, 1.12, 0.97),
} as const satisfies Record<string, VoicePreset>;

/** The names of the 21 preset voices of the specification. */
export type PresetVoice = keyof typeof PRESETS;

/** All presets by name, in the order of the specification. */
export const voicePresets: ReadonlyMap<string, VoicePreset> = new Map(Object.entries(PRESETS));

/** Whether the local engine has a voice of this name. Names are spelled as in the specification. */
export function isPresetVoice(name: string): name is PresetVoice {
  return voicePresets.has(name);
}
