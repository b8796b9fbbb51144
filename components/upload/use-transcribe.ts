"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { composeRows, transcribable } from "@/components/upload/recording-rows";
import { uploads } from "@/components/upload/upload-store";
import { useRunId } from "@/components/tasks/use-run-id";
import { MAX_RECORDINGS_PER_CLICK } from "@/lib/recordings/limits";
import type { TranscriptionSettings } from "@/lib/recordings/transcription-settings";
import { recordingsQuery, TASKS_KEY } from "@/lib/tasks/queries";
import { createTranscriptions } from "@/lib/tasks/transcription-actions";

/** Sentences by field of the form; `form` is what belongs to no field. */
export type TranscribeProblems = Readonly<Record<string, string>>;

const NOWHERE: ReadonlySet<string> = new Set();
const NO_ANSWER = { form: "The server did not answer. Your recordings are safe: press again, and nothing will be made twice." };
const NOTHING = { recording: "Drop a recording here, give the address of one, or record one." };
const NO_ADDRESS = { audioUrl: "This is no address of a recording: it begins with http:// or https://." };

/** Makes a task of each recording that has none, and one of the address, one press at a time. */
export function useTranscribe(settings: TranscriptionSettings) {
  const client = useQueryClient();
  const ofRecordings = useRunId();
  const ofAddress = useRunId();
  const [problems, setProblems] = useState<TranscribeProblems>({});
  const [sending, setSending] = useState(false);
  const isSending = useRef(false);

  const post = async ({ runId, renewRunId }: ReturnType<typeof useRunId>, source: { recordingIds: readonly string[]; audioUrl: string }): Promise<TranscribeProblems> => {
    try {
      const result = await createTranscriptions({ ...source, ...settings, runId: runId() });
      renewRunId();
      if (result.ok) uploads.noteTasks(source.recordingIds);
      return result.ok ? {} : Object.fromEntries(result.problems.map(({ field, message }) => [field ?? "form", message]));
    } catch {
      return NO_ANSWER;
    }
  };

  const postAll = async (audioUrl: string): Promise<TranscribeProblems> => {
    await uploads.untilAnnounced();
    const ids = transcribable(composeRows(uploads.getSnapshot(), client.getQueryData(recordingsQuery.queryKey) ?? [], NOWHERE));
    const unknown = uploads.getSnapshot().some(({ recordingId, phase }) => recordingId === null && phase !== "failed");
    if (ids.length === 0 && audioUrl === "") return unknown ? NO_ANSWER : NOTHING;
    if (audioUrl !== "" && !isAddress(audioUrl)) return NO_ADDRESS;
    let found: TranscribeProblems = {};
    for (let from = 0; from < ids.length; from += MAX_RECORDINGS_PER_CLICK) {
      found = { ...found, ...(await post(ofRecordings, { recordingIds: ids.slice(from, from + MAX_RECORDINGS_PER_CLICK), audioUrl: "" })) };
    }
    if (audioUrl !== "") found = { ...found, ...(await post(ofAddress, { recordingIds: [], audioUrl })) };
    await client.invalidateQueries({ queryKey: TASKS_KEY });
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

  return { problems, sending, transcribe };
}

function isAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
