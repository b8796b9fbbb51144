import { TRANSCRIPTION_LANGUAGES } from "@/lib/recordings/languages";
import { DEFAULT_TRANSCRIPTION_SETTINGS, type TranscriptionSettings } from "@/lib/recordings/transcription-settings";

/** The settings that differ from the form's first ones, as an address's query. */
export function transcriptionSettingsToQuery(settings: TranscriptionSettings): string {
  const query = new URLSearchParams();
  for (const name of Object.keys(DEFAULT_TRANSCRIPTION_SETTINGS) as (keyof TranscriptionSettings)[]) {
    if (settings[name] !== DEFAULT_TRANSCRIPTION_SETTINGS[name]) query.set(name, String(settings[name]));
  }
  return query.toString();
}

/** The settings of an address; what is missing or not valid is as in the form's first. */
export function transcriptionSettingsFromQuery(query: Readonly<Record<string, string | string[] | undefined>>): TranscriptionSettings {
  return {
    languageCode: TRANSCRIPTION_LANGUAGES.find(([code]) => code === query["languageCode"])?.[0] ?? "",
    tagAudioEvents: query["tagAudioEvents"] !== "false",
    diarize: query["diarize"] !== "false",
  };
}
