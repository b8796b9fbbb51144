import { voicePresets, type VoicePreset } from "@/lib/local-engine/synthesis/voices";

/** How each of the local engine's voices sounds, in two words from what it is made of. */
export function describeVoices(): Record<string, string> {
  return Object.fromEntries([...voicePresets].map(([name, preset]) => [name, describe(preset)]));
}

function describe({ pitchMeanHz, pitchDeviationHz, stretch, baseVoice }: VoicePreset): string {
  const womans = baseVoice === "slt";
  const height = pitchMeanHz < (womans ? 175 : 100) ? "deep" : pitchMeanHz > (womans ? 208 : 125) ? "high" : "medium";
  const manner =
    stretch >= 1.06 ? "slow" : stretch <= 0.94 ? "brisk" : pitchDeviationHz >= (womans ? 34 : 26) ? "lively" : "even";
  return `${height}, ${manner}`;
}
