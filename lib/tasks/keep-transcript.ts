import "server-only";
import { database } from "@/lib/database/database";
import type { JsonObject } from "@/lib/kie/envelope";
import { parseTranscriptResult } from "@/lib/kie/result";
import { findRecording } from "@/lib/recordings/store";
import { keepPart, type KeptResult } from "@/lib/tasks/kept-result";
import { searchable, type TaskRow } from "@/lib/tasks/store";
import { packTranscript } from "@/lib/transcripts/packed-transcript";
import { readTranscript } from "@/lib/transcripts/read-result";
import { countWords } from "@/lib/transcripts/count-words";
import { transcriptText } from "@/lib/transcripts/transcript-text";

/** Keeps a transcription's result as the engine gave it, and as we read it. Undefined when there is none in it. */
export async function keepTranscript(task: TaskRow, value: JsonObject): Promise<KeptResult | undefined> {
  const result = parseTranscriptResult(value);
  if (result === null) return undefined;
  const recording = await findRecording(database(), task.recording_id ?? "");
  const transcript = readTranscript(result.resultObject, recording?.duration_ms ?? null);
  const files = await Promise.all([
    keepPart(task, "transcript", packTranscript(transcript)),
    keepPart(task, "vendor-result", result.resultObject),
  ]);
  return { files, searchText: searchable(`${recording?.name ?? ""} ${transcriptText(transcript)}`), wordCount: countWords(transcript) };
}
