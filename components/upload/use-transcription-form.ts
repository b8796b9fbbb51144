"use client";
import { useCallback, useEffect, useState } from "react";
import { transcriptionSettingsToQuery } from "@/lib/recordings/settings-query";
import type { TranscriptionSettings } from "@/lib/recordings/transcription-settings";

/** The settings of the speech-to-text form, which are kept in the address. */
export function useTranscriptionForm(initialSettings: TranscriptionSettings) {
  const [settings, setSettings] = useState(initialSettings);

  useEffect(() => {
    const query = transcriptionSettingsToQuery(settings);
    const address = `${window.location.pathname}${query === "" ? "" : `?${query}`}`;
    if (address !== `${window.location.pathname}${window.location.search}`) window.history.replaceState(null, "", address);
  }, [settings]);

  const changeSettings = useCallback(
    (change: Partial<TranscriptionSettings>) => setSettings((current) => ({ ...current, ...change })),
    [],
  );
  return { settings, changeSettings };
}
