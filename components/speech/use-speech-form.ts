"use client";
import { nanoid } from "nanoid";
import { useCallback, useEffect, useRef, useState } from "react";
import { normaliseLineEnds } from "@/lib/speech/limits";
import { DEFAULT_SETTINGS, type SpeechInput, type SpeechSettings } from "@/lib/speech/settings";
import { settingsToQuery } from "@/lib/speech/settings-query";

/** The texts of the form; they stay in this browser and out of the address. */
export interface SpeechTexts {
  readonly text: string;
  readonly previousText: string;
  readonly nextText: string;
}

const NO_TEXTS: SpeechTexts = { text: "", previousText: "", nextText: "" };
const STORAGE_KEY = "soundcheck.speech-texts";

/**
 * The state of the text-to-speech form: settings that are kept in the address, texts that are kept in this browser, and
 * the id of the next click. `typedBeforeReady` gives what a fast typist wrote before the page could listen.
 */
export function useSpeechForm(initialSettings: SpeechSettings, typedBeforeReady: () => string) {
  const [settings, setSettings] = useState(initialSettings);
  const [texts, setTexts] = useState(NO_TEXTS);
  const [compared, setCompared] = useState<readonly string[]>([]);
  const restored = useRef(false);
  const runId = useRef("");

  useEffect(() => {
    const saved = readTexts();
    const typed = typedBeforeReady();
    // eslint-disable-next-line react-hooks/set-state-in-effect -- the server cannot know what this browser keeps
    setTexts(typed === "" ? saved : { ...saved, text: typed });
    restored.current = true;
    // Only once: later changes go the other way.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  useEffect(() => {
    if (restored.current) writeTexts(texts);
  }, [texts]);

  useEffect(() => {
    const query = settingsToQuery(settings);
    const address = `${window.location.pathname}${query === "" ? "" : `?${query}`}`;
    if (address !== `${window.location.pathname}${window.location.search}`) window.history.replaceState(null, "", address);
  }, [settings]);

  const changeSettings = useCallback(
    (change: Partial<SpeechSettings>) => setSettings((current) => ({ ...current, ...change })),
    [],
  );
  const changeTexts = useCallback((change: Partial<SpeechTexts>) => setTexts((current) => ({ ...current, ...change })), []);
  const reset = useCallback(
    () => setSettings((current) => ({ ...DEFAULT_SETTINGS, voice: current.voice, model: current.model })),
    [],
  );
  const reuse = useCallback((input: SpeechInput) => {
    const { text, previousText, nextText, ...reused } = input;
    setTexts({ text, previousText, nextText });
    setSettings(reused);
  }, []);

  return { settings, texts, compared, runId, changeSettings, changeTexts, setCompared, reset, reuse };
}

export type SpeechForm = ReturnType<typeof useSpeechForm>;

/** A new id for a click. Works without a secure context, unlike crypto.randomUUID. */
export function newRunId(): string {
  return nanoid();
}

function readTexts(): SpeechTexts {
  try {
    const saved: unknown = JSON.parse(window.localStorage.getItem(STORAGE_KEY) ?? "null");
    if (typeof saved !== "object" || saved === null) return NO_TEXTS;
    const textOf = (name: keyof SpeechTexts) => {
      const value = (saved as Partial<Record<keyof SpeechTexts, unknown>>)[name];
      return typeof value === "string" ? normaliseLineEnds(value) : "";
    };
    return { text: textOf("text"), previousText: textOf("previousText"), nextText: textOf("nextText") };
  } catch {
    return NO_TEXTS;
  }
}

function writeTexts(texts: SpeechTexts): void {
  try {
    window.localStorage.setItem(STORAGE_KEY, JSON.stringify(texts));
  } catch {
    // Without storage (a private window, a full disk) the form works on and only forgets.
  }
}
