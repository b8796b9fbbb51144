"use client";
import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { keepTexts, NO_TEXTS, readKeptTexts, type SpeechTexts } from "@/lib/speech/kept-texts";
import { normaliseLineEnds } from "@/lib/speech/limits";
import { DEFAULT_SETTINGS, type SpeechInput, type SpeechSettings } from "@/lib/speech/settings";
import { settingsToQuery } from "@/lib/speech/settings-query";

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
    const kept = readKeptTexts();
    // eslint-disable-next-line react-hooks/set-state-in-effect -- the server cannot know what this browser keeps
    setTexts(typed === "" ? kept : { ...kept, text: typed });
    restored.current = true;
  }, [textElement]);

  useEffect(() => {
    if (restored.current) keepTexts(texts);
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
