"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { byField, isUsedRun, press, wasAnswered, withoutFields } from "@/components/connection/press";
import { composeRows, transcribable } from "@/components/upload/recording-rows";
import { uploads } from "@/components/upload/upload-store";
import { useRunId } from "@/components/tasks/use-run-id";
import { MAX_RECORDINGS_PER_CLICK } from "@/lib/recordings/limits";
import type { TranscriptionSettings } from "@/lib/recordings/transcription-settings";
import { recordingsQuery, TASKS_KEY, transcriptionsQuery } from "@/lib/tasks/queries";
import { createTranscriptions } from "@/lib/tasks/transcription-actions";

/** Sentences by field of the form; `form` is what belongs to no field. */
export type TranscribeProblems = Readonly<Record<string, string>>;

const NOWHERE: ReadonlySet<string> = new Set();
const UNANSWERED = "The server did not answer. Your recordings are safe: press again, and nothing will be made twice.";
const ARRIVED_BEFORE = { form: "Your earlier press had arrived after all: its transcripts are in the list. Press again for what is left." };
const NOTHING = { recording: "Drop a recording here, give the address of one, record one, or take the sample." };
const NO_ADDRESS = { audioUrl: "This is no address of a recording: it begins with http:// or https://." };

/** Makes a task of each recording that has none, and one of the address, one press at a time. */
export function useTranscribe(settings: TranscriptionSettings) {
  const client = useQueryClient();
  const ofRecordings = useRunId("recordings");
  const ofAddress = useRunId("address");
  const [problems, setProblems] = useState<TranscribeProblems>({});
  const [sending, setSending] = useState(false);
  const isSending = useRef(false);

  const post = async ({ runId, renewRunId }: ReturnType<typeof useRunId>, source: { recordingIds: readonly string[]; audioUrl: string }): Promise<TranscribeProblems> => {
    const result = await press(() => createTranscriptions({ ...source, ...settings, runId: runId() }), { unanswered: UNANSWERED });
    if (wasAnswered(result)) renewRunId();
    if (result.ok) uploads.noteTasks(source.recordingIds);
    return isUsedRun(result) ? ARRIVED_BEFORE : byField(result);
  };

  const postAll = async (audioUrl: string): Promise<TranscribeProblems> => {
    await uploads.untilAnnounced();
    const ids = transcribable(composeRows(uploads.getSnapshot(), client.getQueryData(recordingsQuery.queryKey) ?? [], NOWHERE));
    const unknown = uploads.getSnapshot().some(({ recordingId, phase }) => recordingId === null && phase !== "failed");
    if (ids.length === 0 && audioUrl === "") return unknown ? { form: UNANSWERED } : NOTHING;
    if (audioUrl !== "" && !isAddress(audioUrl)) return NO_ADDRESS;
    let found: TranscribeProblems = {};
    // What was not answered must be pressed again as it was, so nothing else follows it.
    for (let from = 0; from < ids.length && found["form"] === undefined; from += MAX_RECORDINGS_PER_CLICK) {
      found = { ...found, ...(await post(ofRecordings, { recordingIds: ids.slice(from, from + MAX_RECORDINGS_PER_CLICK), audioUrl: "" })) };
    }
    if (audioUrl !== "" && found["form"] === undefined) found = { ...found, ...(await post(ofAddress, { recordingIds: [], audioUrl })) };
    await client.invalidateQueries({ queryKey: TASKS_KEY });
    // An answer may have been lost, and its tasks made all the same.
    const tasks = client.getQueryData(transcriptionsQuery.queryKey)?.pages.flatMap((page) => page.tasks) ?? [];
    uploads.noteTasks(tasks.map(({ recording }) => recording.id));
    return found;
  };

  /** True when there is nothing to correct. */
  const transcribe = async (audioUrl: string): Promise<boolean> => {
    if (isSending.current) return false;
    isSending.current = true;
    setSending(true);
    const found = await postAll(audioUrl.trim());
    setProblems(found);
    isSending.current = false;
    setSending(false);
    return Object.keys(found).length === 0;
  };

  const clearProblem = (field: string) => setProblems((present) => withoutFields(present, [field]));

  return { problems, sending, transcribe, clearProblem };
}

function isAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
