import type { SpeechTexts } from "@/components/speech/kept-form";
import type { Formats } from "@/lib/locale/formats";
import { CONTEXT_MAX_LENGTH, TEXT_MAX_LENGTH, tooLong } from "@/lib/speech/limits";

/** What is wrong with the texts and voices before anything is sent, by field; the server checks all of it again. */
export function checkTexts(texts: SpeechTexts, voices: readonly string[], formats: Formats): Readonly<Record<string, string>> {
  const problems: Record<string, string> = {};
  if (texts.text.trim() === "") problems["text"] = "Write the text to be spoken.";
  else if (texts.text.length > TEXT_MAX_LENGTH) problems["text"] = tooLong("The text", texts.text.length, TEXT_MAX_LENGTH, formats);
  for (const [field, label] of [["previousText", "The previous text"], ["nextText", "The next text"]] as const) {
    const length = texts[field].length;
    if (length > CONTEXT_MAX_LENGTH) problems[field] = tooLong(label, length, CONTEXT_MAX_LENGTH, formats);
  }
  if (voices.some((voice) => voice.trim() === "")) problems["voices"] = "Choose a voice, or enter a voice ID.";
  return problems;
}
