import type { TextExport } from "@/lib/transcripts/exports/export-formats";
import { speakerName } from "@/lib/transcripts/speakers";
import { transcriptText } from "@/lib/transcripts/transcript-text";
import { composeTurns } from "@/lib/transcripts/turns";

/** Our JSON form, described in docs/transcript-json.md. The words' text is the engine's to the letter. */
export const toTranscriptJson: TextExport = (transcript, names, about) => {
  const { speakerIds } = transcript;
  const idOf = (speaker: number | null) => (speaker === null ? null : (speakerIds[speaker] ?? null));
  return JSON.stringify({
    version: 1,
    title: about.title,
    durationMs: about.durationMs,
    language: transcript.languageCode,
    languageProbability: transcript.languageProbability,
    timed: transcript.timed,
    speakers: speakerIds.map((id, speaker) => ({ id, name: speakerName(transcript, speaker, names) })),
    turns: composeTurns(transcript).map(({ speaker, startMs, endMs, from, to }) => ({
      speaker: idOf(speaker),
      startMs,
      endMs,
      firstWord: from,
      wordCount: to - from,
      text: transcriptText(transcript, from, to).trim(),
    })),
    before: transcript.before,
    words: transcript.words.map(({ speaker, ...word }) => ({ ...word, speaker: idOf(speaker) })),
  });
};
