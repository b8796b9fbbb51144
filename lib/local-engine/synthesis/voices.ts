/** The voices inside flite: slt a woman, rms a man, awb a Scottish man, kal16 an older and plainer man's voice. */
export type BaseVoice = "slt" | "rms" | "awb" | "kal16";

/** How a preset voice is made of a base voice. Everything is as it is heard, after resampling. */
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

const PRESETS = {
  Rachel: preset("slt", 182, 26, 1, 1),
  Aria: preset("slt", 205, 42, 0.94, 1.03),
  Roger: preset("kal16", 104, 16, 1, 0.98),
  Sarah: preset("slt", 168, 18, 1.1, 0.96),
  Laura: preset("slt", 222, 34, 0.9, 1),
  Charlie: preset("awb", 140, 28, 0.92, 1.05),
  George: preset("awb", 106, 18, 1.1, 0.95),
  Callum: preset("awb", 122, 30, 1, 0.99),
  River: preset("slt", 148, 18, 1, 0.91),
  Liam: preset("rms", 128, 24, 0.9, 1.06),
  Charlotte: preset("slt", 192, 22, 1.14, 1.06),
  Alice: preset("slt", 210, 20, 1.06, 0.96),
  Matilda: preset("slt", 176, 36, 1.02, 1.07),
  Will: preset("kal16", 134, 20, 0.94, 1.06),
  Jessica: preset("slt", 244, 46, 0.92, 1.07),
  Eric: preset("rms", 108, 14, 1, 1),
  Chris: preset("rms", 118, 26, 1.08, 1.02),
  Brian: preset("rms", 84, 14, 1.1, 0.92),
  Daniel: preset("awb", 130, 16, 1.06, 1.08),
  Lily: preset("slt", 228, 26, 1.12, 1.04),
  Bill: preset("kal16", 86, 12, 1.14, 0.92),
} as const satisfies Record<string, VoicePreset>;

/** The names of the 21 preset voices of the specification. */
export type PresetVoice = keyof typeof PRESETS;

/** All presets by name, in the order of the specification. */
export const voicePresets: ReadonlyMap<string, VoicePreset> = new Map(Object.entries(PRESETS));

/** Whether the local engine has a voice of this name. Names are spelled as in the specification. */
export function isPresetVoice(name: string): name is PresetVoice {
  return voicePresets.has(name);
}
