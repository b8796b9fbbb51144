"use client";
import { useCallback, useEffect, useState } from "react";
import { EMPTY_FORM, keepForm, type KeptForm, readKeptForm, type SpeechTexts } from "@/components/speech/kept-form";
import { DEFAULT_SETTINGS, type SpeechInput, type SpeechSettings } from "@/lib/speech/settings";
import { settingsToQuery } from "@/lib/speech/settings-query";

/**
 * The state of the text-to-speech form: settings that are kept in the address, and texts and the voices ticked for a comparison,
 * which are kept in this browser.
 */
export function useSpeechForm(initialSettings: SpeechSettings) {
  const [settings, setSettings] = useState(initialSettings);
  const { form, isRead, change } = useKeptForm();

  useEffect(() => {
    const query = settingsToQuery(settings);
    const address = `${window.location.pathname}${query === "" ? "" : `?${query}`}`;
    if (address !== `${window.location.pathname}${window.location.search}`) window.history.replaceState(null, "", address);
  }, [settings]);

  const changeSettings = useCallback(
    (changed: Partial<SpeechSettings>) => setSettings((current) => ({ ...current, ...changed })),
    [],
  );
  const reset = useCallback(
    () => setSettings((current) => ({ ...DEFAULT_SETTINGS, voice: current.voice, model: current.model })),
    [],
  );
  const { compared, ...texts } = form;
  const changeTexts = (changed: Partial<SpeechTexts>) => change(changed);
  const setCompared = (voices: readonly string[]) => change({ compared: voices });
  const reuse = (input: SpeechInput) => {
    const { text, previousText, nextText, ...reused } = input;
    change({ text, previousText, nextText });
    setSettings(reused);
  };

  return { settings, texts, compared, isRead, changeSettings, changeTexts, setCompared, reset, reuse };
}

/** What is kept of the form, once it `isRead`, with what was changed since over it. */
function useKeptForm() {
  const [kept, setKept] = useState<KeptForm | null>(null);
  const [changes, setChanges] = useState<Partial<KeptForm>>({});
  const form = { ...(kept ?? EMPTY_FORM), ...changes };

  useEffect(() => {
    let gone = false;
    void readKeptForm().then((read) => {
      if (!gone) setKept(read);
    });
    return () => {
      gone = true;
    };
  }, []);

  useEffect(() => {
    if (kept !== null && Object.keys(changes).length > 0) keepForm({ ...kept, ...changes });
  }, [kept, changes]);

  const change = useCallback((changed: Partial<KeptForm>) => setChanges((current) => ({ ...current, ...changed })), []);
  return { form, isRead: kept !== null, change };
}
