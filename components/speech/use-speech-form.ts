"use client";
import { useCallback, useEffect, useMemo, useState } from "react";
import { EMPTY_FORM, keepForm, type KeptForm, readKeptForm, type SpeechTexts, withTextsOf } from "@/components/speech/kept-form";
import { useHydrated } from "@/components/ui/use-hydrated";
import { DEFAULT_SETTINGS, type SpeechInput, type SpeechSettings } from "@/lib/speech/settings";
import { settingsFromQuery, settingsToQuery } from "@/lib/speech/settings-query";

/**
 * The state of the text-to-speech form: settings that are kept in the address, and texts and the voices ticked for a comparison,
 * which are kept in this browser. Who comes by an address without settings has the last ones.
 */
export function useSpeechForm(settingsOfRequest: SpeechSettings) {
  // Who comes back to the page has changed its address since the server rendered it.
  const comesBack = useHydrated() && window.location.pathname === "/";
  const [initialSettings] = useState(() => (comesBack ? settingsFromSearch(window.location.search) : settingsOfRequest));
  const { form, kept, changes, change } = useKeptForm();
  const { replaced } = form;
  const usual = useMemo(() => (kept !== null && settingsToQuery(initialSettings) === "" ? settingsFromSearch(kept.settings) : initialSettings), [kept, initialSettings]);
  const [changed, setChanged] = useState<SpeechSettings | null>(null);
  const settings = changed ?? usual;

  const query = settingsToQuery(settings);

  useEffect(() => {
    if (kept !== null && (Object.keys(changes).length > 0 || query !== kept.settings)) keepForm({ ...kept, ...changes, settings: query });
  }, [kept, changes, query]);

  useEffect(() => {
    const address = `${window.location.pathname}${query === "" ? "" : `?${query}`}`;
    if (address !== `${window.location.pathname}${window.location.search}`) window.history.replaceState(null, "", address);
  }, [query]);

  const changeSettings = useCallback(
    (change: Partial<SpeechSettings>) => setChanged((current) => ({ ...(current ?? usual), ...change })),
    [usual],
  );
  const reset = useCallback(
    () =>
      setChanged((current) => {
        const { voice, model } = current ?? usual;
        return { ...DEFAULT_SETTINGS, voice, model };
      }),
    [usual],
  );
  const { compared, text, previousText, nextText } = form;
  const texts = { text, previousText, nextText };
  const changeTexts = (changed: Partial<SpeechTexts>) => change(changed);
  const setCompared = (voices: readonly string[]) => change({ compared: voices });
  const reuse = (input: SpeechInput) => {
    const { text, previousText, nextText, ...reused } = input;
    change(withTextsOf({ text, previousText, nextText }, form));
    setChanged(reused);
  };
  /** Puts back what was written before a take's text took its place, or gives it up. */
  const settleReplaced = (putBack: boolean) => {
    if (putBack && replaced !== null) changeTexts({ text: replaced.text, previousText: replaced.previousText, nextText: replaced.nextText });
    change({ replaced: null });
  };

  return { settings, texts, compared, replaced, isRead: kept !== null, changeSettings, changeTexts, setCompared, reset, reuse, settleReplaced };
}

/** What is `kept` of the form, null until it is read, the `changes` since, and the form: the one with the other over it. */
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

  const change = useCallback((changed: Partial<KeptForm>) => setChanges((current) => ({ ...current, ...changed })), []);
  return { form, kept, changes, change };
}

function settingsFromSearch(search: string): SpeechSettings {
  return settingsFromQuery(Object.fromEntries(new URLSearchParams(search)));
}
