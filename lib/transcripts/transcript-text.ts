import type { Transcript } from "@/lib/transcripts/transcript";

/**
 * The text of the words `from` up to, not including, `to`, each with what stands after it; with what stands before the
 * first word where `from` is 0. So the texts of neighbouring ranges add up to the text of the whole. Nothing is trimmed.
 */
export function transcriptText(transcript: Transcript, from = 0, to = transcript.words.length): string {
  let text = from === 0 && to > 0 ? transcript.before : "";
  for (const word of transcript.words.slice(from, to)) text += word.text + word.after;
  return text;
}
