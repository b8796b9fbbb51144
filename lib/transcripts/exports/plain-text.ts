import { textOfWords } from "@/lib/transcripts/copy-text";
import type { TextExport } from "@/lib/transcripts/exports/export-formats";

/** The text alone, a paragraph for each turn. */
export const toPlainText: TextExport = (transcript, names) =>
  `${textOfWords(transcript, 0, transcript.words.length, names, { times: false, speakers: false })}\n`;

/** A paragraph for each turn, with its time and speaker: "[0:01:23] Anna: …". */
export const toTimedText: TextExport = (transcript, names) =>
  `${textOfWords(transcript, 0, transcript.words.length, names, { times: true, speakers: true })}\n`;
