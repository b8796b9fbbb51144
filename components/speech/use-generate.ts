"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import { checkTexts } from "@/components/speech/check-texts";
import { useRunId } from "@/components/tasks/use-run-id";
import type { SpeechTexts } from "@/lib/speech/kept-texts";
import type { SpeechSettings } from "@/lib/speech/settings";
import { createTakes } from "@/lib/tasks/actions";
import { TASKS_KEY } from "@/lib/tasks/queries";

/** Sentences by field of the form; `form` is what belongs to no field. */
export type Problems = Readonly<Record<string, string>>;

const NO_ANSWER = { form: "The server did not answer. Your text is safe: press again, and it will not be made twice." };

/** Makes takes of the form's text, one press at a time, and says what is wrong with the form. */
export function useGenerate(settings: SpeechSettings, texts: SpeechTexts) {
  const client = useQueryClient();
  const { runId, renewRunId } = useRunId();
  const [problems, setProblems] = useState<Problems>({});
  const [sending, setSending] = useState(false);
  const isSending = useRef(false);

  const post = async (voices: readonly string[]): Promise<Problems> => {
    const { model, stability, similarityBoost, style, speed, timestamps, languageCode } = settings;
    const numbers = { stability, similarityBoost, style, speed };
    try {
      const result = await createTakes({ ...texts, voices, model, ...numbers, timestamps, languageCode, runId: runId() });
      renewRunId();
      if (!result.ok) return Object.fromEntries(result.problems.map(({ field, message }) => [field ?? "form", message]));
      await client.invalidateQueries({ queryKey: TASKS_KEY });
      return {};
    } catch {
      return NO_ANSWER;
    }
  };

  /** One take for each voice. True when there is nothing to correct. */
  const generate = async (voices: readonly string[]): Promise<boolean> => {
    if (isSending.current) return true;
    isSending.current = true;
    setSending(true);
    const wrong = checkTexts(texts, voices);
    const found = Object.keys(wrong).length > 0 ? wrong : await post(voices);
    setProblems(found);
    isSending.current = false;
    setSending(false);
    return Object.keys(found).length === 0;
  };

  const clearProblems = useCallback(() => setProblems({}), []);
  return { problems, sending, generate, clearProblems };
}
