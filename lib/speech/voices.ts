/** A preset voice of the text-to-speech document. */
export interface PresetVoice {
  readonly name: string;
  /** How the vendor's voice sounds, in two or three words. */
  readonly character: string;
}

/** The 21 voices, in the document's order. */
export const PRESET_VOICES = [
  { name: "Rachel", character: "calm, American" },
  { name: "Aria", character: "expressive, American" },
  { name: "Roger", character: "confident, American" },
  { name: "Sarah", character: "soft, American" },
  { name: "Laura", character: "upbeat, American" },
  { name: "Charlie", character: "natural, Australian" },
  { name: "George", character: "warm, British" },
  { name: "Callum", character: "intense, transatlantic" },
  { name: "River", character: "confident, neutral" },
  { name: "Liam", character: "articulate, American" },
  { name: "Charlotte", character: "smooth, Swedish" },
  { name: "Alice", character: "confident, British" },
  { name: "Matilda", character: "friendly, American" },
  { name: "Will", character: "friendly, American" },
  { name: "Jessica", character: "expressive, American" },
  { name: "Eric", character: "friendly, American" },
  { name: "Chris", character: "casual, American" },
  { name: "Brian", character: "deep, American" },
  { name: "Daniel", character: "authoritative, British" },
  { name: "Lily", character: "warm, British" },
  { name: "Bill", character: "trustworthy, American" },
] as const satisfies readonly PresetVoice[];

export const DEFAULT_VOICE = "Rachel";

/** Whether `voice` is one of the 21; every other name is a voice ID of the person's own. */
export function isPresetVoice(voice: string): boolean {
  return PRESET_VOICES.some((preset) => preset.name === voice);
}

/** What a voice says when it is previewed. */
export function sampleText(voice: string): string {
  return `Hello, I'm ${voice}. This is how your words will sound when I read them.`;
}
