import "server-only";
import { database } from "@/lib/database/database";
import { readText } from "@/lib/storage/keep-file";
import { filesOf } from "@/lib/tasks/store";
import { unpackTranscript } from "@/lib/transcripts/packed-transcript";
import type { Transcript } from "@/lib/transcripts/transcript";
import type { TimedWord } from "@/lib/transcripts/word-timing";

/** Reads the stored word times of a take. */
export async function readStoredWords(storageKey: string): Promise<readonly TimedWord[]> {
  return (JSON.parse(await readText(storageKey)) as { words: TimedWord[] }).words;
}

/** Reads a stored transcript. */
export async function readStoredTranscript(storageKey: string): Promise<Transcript> {
  return unpackTranscript(JSON.parse(await readText(storageKey)));
}

/** Reads the transcript of a task, whoever asks; undefined while it has none. */
export async function readTranscriptOf(taskId: string): Promise<Transcript | undefined> {
  const file = (await filesOf(database(), [taskId])).find(({ role }) => role === "transcript");
  return file === undefined ? undefined : readStoredTranscript(file.storage_key);
}
