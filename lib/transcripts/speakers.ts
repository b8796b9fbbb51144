import { isBlank } from "@/lib/transcripts/blank";
import type { SpeakerNames, Transcript } from "@/lib/transcripts/transcript";

const LINE_BREAKS_AND_CONTROLS = /[\s\p{Cc}]+/gu;
/** Those that change the direction of all that follows them; the marks that only settle a neighbour's direction stay. */
const DIRECTION_OVERRIDES = /[\u202a-\u202e\u2066-\u2069]/g;

/**
 * What a speaker is called: the name that a person gave, on one line and without characters that would turn the text after
 * it around, or "Speaker 1", "Speaker 2", … in the order of first speech. "" for null and for a speaker who is not there.
 */
export function speakerName(transcript: Transcript, speaker: number | null, names: SpeakerNames): string {
  const id = speaker === null ? undefined : transcript.speakerIds[speaker];
  if (speaker === null || id === undefined) return "";
  const given = Object.hasOwn(names, id) ? (names[id] ?? "") : "";
  const name = given.replace(DIRECTION_OVERRIDES, "").replace(LINE_BREAKS_AND_CONTROLS, " ").trim().toWellFormed();
  return isBlank(name) ? `Speaker ${speaker + 1}` : name;
}
