"use client";
import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
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
 * the voices ticked for a comparison.
 */
export function useSpeechForm(initialSettings: SpeechSettings, textElement: RefObject<HTMLTextAreaElement | null>) {
  const [settings, setSettings] = useState(initialSettings);
  const [texts, setTexts] = useState(NO_TEXTS);
  const [compared, setCompared] = useState<readonly string[]>([]);
  const restored = useRef(false);

  useEffect(() => {
    // What a fast typist wrote before the page could listen goes before what was kept.
    const typed = normaliseLineEnds(textElement.current?.value ?? "");
    const kept = readTexts();
    // eslint-disable-next-line react-hooks/set-state-in-effect -- the server cannot know what this browser keeps
    setTexts(typed === "" ? kept : { ...kept, text: typed });
    restored.current = true;
  }, [textElement]);

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

  return { settings, texts, compared, changeSettings, changeTexts, setCompared, reset, reuse };
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
