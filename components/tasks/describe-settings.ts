import { NUMBER_SETTING_LIST } from "@/lib/speech/limits";
import { findSpeechModel, SPEECH_LANGUAGES } from "@/lib/speech/models";
import { languageName } from "@/components/transcript/language-name";
import type { TranscriptionSettings } from "@/lib/recordings/transcription-settings";
import type { SpeechInput, SpeechSettings } from "@/lib/speech/settings";

/** A take's settings as pairs of a name and a value, in the order of the form; and how much text was around it. */
export function describeInput(input: SpeechInput): [label: string, value: string][] {
  return [
    ...describeSettings(input),
    ...(input.previousText === "" ? [] : [["Previous text", `${input.previousText.length} characters`] as [string, string]]),
    ...(input.nextText === "" ? [] : [["Next text", `${input.nextText.length} characters`] as [string, string]]),
  ];
}

/** The settings alone as pairs of a name and a value, in the order of the form. */
export function describeSettings(input: SpeechSettings): [label: string, value: string][] {
  return [
    ["Model", findSpeechModel(input.model)?.label ?? input.model],
    ...NUMBER_SETTING_LIST.map(({ name, label }): [string, string] => [label, input[name].toFixed(2)]),
    ...(input.timestamps ? [["Word timestamps", "on"] as [string, string]] : []),
    ...(input.languageCode === ""
      ? []
      : [["Language", SPEECH_LANGUAGES.find(([code]) => code === input.languageCode)?.[1] ?? input.languageCode] as [string, string]]),
  ];
}

/** How a recording was to be transcribed, each setting in a word or two. */
export function describeTranscription({ languageCode, tagAudioEvents, diarize }: TranscriptionSettings): (readonly [string, string])[] {
  return [
    ["Language", languageCode === "" ? "detected" : languageName(languageCode)],
    ["Audio events", tagAudioEvents ? "tagged" : "not tagged"],
    ["Speakers", diarize ? "told apart" : "not told apart"],
  ];
}
