"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import { byField, isUsedRun, press, wasAnswered, withoutFields } from "@/components/connection/press";
import { useFormats } from "@/components/locale/reader-locale";
import { checkTexts } from "@/components/speech/check-texts";
import type { SpeechTexts } from "@/components/speech/kept-form";
import { useRunId } from "@/components/tasks/use-run-id";
import type { SpeechSettings } from "@/lib/speech/settings";
import { createTakes } from "@/lib/tasks/actions";
import { takesQuery, TASKS_KEY } from "@/lib/tasks/queries";

/** Sentences by field of the form; `form` is what belongs to no field. */
export type Problems = Readonly<Record<string, string>>;

const UNANSWERED = "The server did not answer. Your text is safe: press again, and it will not be made twice.";
const ARRIVED_BEFORE = "Your earlier press had arrived after all: its take is in the list. Press again to make this one too.";
const MADE_BEFORE = "Your earlier press had arrived after all: the take is in the list, and was not made twice.";

/** A press that is on its way: what it was pressed with, and what will be wrong with it. */
interface Sending {
  readonly key: string;
  readonly done: Promise<Problems>;
}

/** Makes takes of the form's text, one press after the other, and says what is wrong with the form. */
export function useGenerate(settings: SpeechSettings, texts: SpeechTexts) {
  const client = useQueryClient();
  const formats = useFormats();
  const { runId, renewRunId, isRepeated } = useRunId("speech");
  const [note, setNote] = useState("");
  const [problems, setProblems] = useState<Problems>({});
  const [sending, setSending] = useState(false);
  const latest = useRef<Sending | null>(null);

  const post = async (voices: readonly string[]): Promise<Problems> => {
    const { model, stability, similarityBoost, style, speed, timestamps, languageCode } = settings;
    const numbers = { stability, similarityBoost, style, speed };
    const repeated = isRepeated();
    const shown = new Set(client.getQueryData(takesQuery.queryKey)?.pages.flatMap((page) => page.tasks.map(({ id }) => id)));
    const result = await press(() => createTakes({ ...texts, voices, model, ...numbers, timestamps, languageCode, runId: runId() }), { unanswered: UNANSWERED });
    if (!wasAnswered(result)) return byField(result);
    renewRunId();
    if (result.ok || isUsedRun(result)) await client.invalidateQueries({ queryKey: TASKS_KEY });
    // Last: who reads it may press again at once, and that is another press.
    if (result.ok && repeated && result.value.taskIds.every((id) => shown.has(id))) setNote(MADE_BEFORE);
    return isUsedRun(result) ? { form: ARRIVED_BEFORE } : byField(result);
  };

  /** One take for each voice. The same press again while it is on its way is one press. True when there is nothing to correct. */
  const generate = async (voices: readonly string[]): Promise<boolean> => {
    const key = JSON.stringify([texts, settings, voices]);
    const before = latest.current;
    if (before?.key === key) return true;
    setNote("");
    const wrong = checkTexts(texts, voices, formats);
    if (Object.keys(wrong).length > 0) {
      setProblems(wrong);
      return false;
    }
    const done = Promise.resolve(before?.done).then(() => post(voices));
    latest.current = { key, done };
    setSending(true);
    const found = await done;
    setProblems(found);
    if (latest.current.done === done) {
      latest.current = null;
      setSending(false);
    }
    return Object.keys(found).length === 0;
  };

  const clearProblems = useCallback((fields: readonly string[]) => setProblems((present) => withoutFields(present, fields)), []);
  const clearAllProblems = useCallback(() => setProblems({}), []);
  return { problems, note, sending, generate, clearProblems, clearAllProblems };
}
