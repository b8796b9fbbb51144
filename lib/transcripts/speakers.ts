import { isBlank } from "@/lib/transcripts/blank";
import { plainName } from "@/lib/transcripts/plain-name";
import type { SpeakerNames, Transcript } from "@/lib/transcripts/transcript";

/** The place of a speaker among those of the whole, also in a passage of it: by it they have their number and their looks. */
export function placeInWhole({ placesInWhole }: Transcript, speaker: number): number {
  return placesInWhole?.[speaker] ?? speaker;
}

/**
 * What a speaker is called: the name that a person gave, on one line and without characters that would turn the text after
 * it around, or "Speaker 1", "Speaker 2", … in the order of first speech in the whole. "" for null and for a speaker who is not there.
 */
export function speakerName(transcript: Transcript, speaker: number | null, names: SpeakerNames): string {
  const id = speaker === null ? undefined : transcript.speakerIds[speaker];
  if (speaker === null || id === undefined) return "";
  const name = plainName(Object.hasOwn(names, id) ? (names[id] ?? "") : "");
  return isBlank(name) ? `Speaker ${placeInWhole(transcript, speaker) + 1}` : name;
}
