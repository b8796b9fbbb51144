import { normaliseLineEnds } from "@/lib/speech/limits";

/** The texts of the form; they stay in the browser and out of the address. */
export interface SpeechTexts {
  readonly text: string;
  readonly previousText: string;
  readonly nextText: string;
}

export const NO_TEXTS: SpeechTexts = { text: "", previousText: "", nextText: "" };

const STORAGE_KEY = "soundcheck.speech-texts";

/** What this browser keeps of the form; empty texts where there is nothing, or nothing that can be read. */
export function readKeptTexts(): SpeechTexts {
  try {
    const kept: unknown = JSON.parse(window.localStorage.getItem(STORAGE_KEY) ?? "null");
    if (typeof kept !== "object" || kept === null) return NO_TEXTS;
    const textOf = (name: keyof SpeechTexts) => {
      const value = (kept as Partial<Record<keyof SpeechTexts, unknown>>)[name];
      return typeof value === "string" ? normaliseLineEnds(value) : "";
    };
    return { text: textOf("text"), previousText: textOf("previousText"), nextText: textOf("nextText") };
  } catch {
    return NO_TEXTS;
  }
}

/** Keeps the form's texts in this browser. Without storage (a private window, a full disk) the form only forgets. */
export function keepTexts(texts: SpeechTexts): void {
  try {
    window.localStorage.setItem(STORAGE_KEY, JSON.stringify(texts));
  } catch {
    return;
  }
}
