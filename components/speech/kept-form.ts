import { keepDraft, readDraft } from "@/components/drafts/drafts";
import { normaliseLineEnds } from "@/lib/speech/limits";

/** The texts of the form; they stay in the browser and out of the address. */
export interface SpeechTexts {
  readonly text: string;
  readonly previousText: string;
  readonly nextText: string;
}

/** What of the form is kept in this browser; its settings are in the address. */
export interface KeptForm extends SpeechTexts {
  readonly compared: readonly string[];
}

export const EMPTY_FORM: KeptForm = { text: "", previousText: "", nextText: "", compared: [] };

const DRAFT = "speech";

/** What this browser keeps of the form; empty where there is nothing, or nothing that can be read. */
export async function readKeptForm(): Promise<KeptForm> {
  try {
    const kept: unknown = JSON.parse((await readDraft(DRAFT)) || "null");
    if (typeof kept !== "object" || kept === null) return EMPTY_FORM;
    const { compared, ...texts } = kept as Partial<Record<keyof KeptForm, unknown>>;
    const textOf = (name: keyof SpeechTexts) => {
      const value = texts[name];
      return typeof value === "string" ? normaliseLineEnds(value) : "";
    };
    return {
      text: textOf("text"),
      previousText: textOf("previousText"),
      nextText: textOf("nextText"),
      compared: Array.isArray(compared) ? compared.filter((voice) => typeof voice === "string") : [],
    };
  } catch {
    return EMPTY_FORM;
  }
}

/** Keeps the form in this browser. Without storage (a private window, a full disk) the form only forgets. */
export function keepForm({ text, previousText, nextText, compared }: KeptForm): void {
  void keepDraft(DRAFT, JSON.stringify({ text, previousText, nextText, compared }));
}
