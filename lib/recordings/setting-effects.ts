import { TRANSCRIPTION_LANGUAGES } from "@/lib/recordings/languages";

/** What the language of a recording does, as a sentence; `languageCode` is ISO 639-3, or empty for none. `local`: on the local engine. */
export function recordingLanguageEffect(languageCode: string, local: boolean): string {
  const name = TRANSCRIPTION_LANGUAGES.find(([code]) => code === languageCode)?.[1] ?? languageCode;
  if (!local) return languageCode === "" ? "Found from what is said." : `Everything is heard as ${name}.`;
  if (languageCode === "") return "The local engine hears everything as US English.";
  return languageCode === "eng" ? "The local engine understands US English only." : `The local engine understands US English only, and refuses ${name}.`;
}

/** What tagging audio events does. */
export function tagAudioEventsEffect(on: boolean, local: boolean): string {
  if (local) return "No effect with the local engine: it hears words only.";
  return on ? "Laughter, applause and the like are written down, too." : "Only words are written down.";
}

/** What identifying speakers does. */
export function diarizeEffect(on: boolean, local: boolean): string {
  if (!on) return "One text, whoever speaks.";
  return local ? "Says who speaks when. Experimental with the local engine." : "Says who speaks when; you can name them afterwards.";
}
