import { isOnGrid, NUMBER_SETTING_LIST, type NumberSetting, toGrid, VOICE_MAX_LENGTH } from "@/lib/speech/limits";
import { findSpeechModel, SPEECH_LANGUAGES } from "@/lib/speech/models";
import { DEFAULT_SETTINGS, type SpeechSettings } from "@/lib/speech/settings";

/** The settings that differ from the form's first ones, as an address's query. */
export function settingsToQuery(settings: SpeechSettings): string {
  const query = new URLSearchParams();
  for (const name of Object.keys(DEFAULT_SETTINGS) as (keyof SpeechSettings)[]) {
    if (settings[name] !== DEFAULT_SETTINGS[name]) query.set(name, String(settings[name]));
  }
  return query.toString();
}

/** The settings of an address; what is missing or not valid is as in the form's first. */
export function settingsFromQuery(query: Readonly<Record<string, string | string[] | undefined>>): SpeechSettings {
  const textOf = (name: keyof SpeechSettings): string => {
    const value = query[name];
    return typeof value === "string" ? value : "";
  };
  const numbers = Object.fromEntries(
    NUMBER_SETTING_LIST.map(({ name, min, max, initial }) => {
      const text = textOf(name);
      const value = Number(text);
      return [name, text !== "" && value >= min && value <= max && isOnGrid(value) ? toGrid(value) : initial];
    }),
  ) as Pick<SpeechSettings, NumberSetting["name"]>;
  const model = findSpeechModel(textOf("model"))?.id ?? DEFAULT_SETTINGS.model;
  const acceptsLanguage = findSpeechModel(model)?.acceptsLanguage ?? false;
  const language = SPEECH_LANGUAGES.find(([code]) => code === textOf("languageCode"))?.[0] ?? "";
  const voice = textOf("voice").trim().slice(0, VOICE_MAX_LENGTH);
  return {
    model,
    voice: voice === "" ? DEFAULT_SETTINGS.voice : voice,
    ...numbers,
    timestamps: textOf("timestamps") === "true",
    languageCode: acceptsLanguage ? language : "",
  };
}
