import { keepDraft, readDraft } from "@/components/drafts/drafts";
import { normaliseLineEnds } from "@/lib/speech/limits";

/** The texts of the form; they stay in the browser and out of the address. */
export interface SpeechTexts {
  readonly text: string;
  readonly previousText: string;
  readonly nextText: string;
}

/** What of the form is kept in this browser. */
export interface KeptForm extends SpeechTexts {
  readonly compared: readonly string[];
  /** The settings, as an address has them: for who comes by an address without any. */
  readonly settings: string;
  /** What was written before a take's text took its place; null when there was nothing, or it has been put back. */
  readonly replaced: ReplacedTexts | null;
}

interface ReplacedTexts extends SpeechTexts {
  /** The text that took its place. */
  readonly by: string;
}

export const EMPTY_FORM: KeptForm = { text: "", previousText: "", nextText: "", compared: [], settings: "", replaced: null };

const DRAFT = "speech";

/** What this browser keeps of the form; empty where there is nothing, or nothing that can be read. */
export async function readKeptForm(): Promise<KeptForm> {
  try {
    const kept: unknown = JSON.parse((await readDraft(DRAFT)) || "null");
    if (typeof kept !== "object" || kept === null) return EMPTY_FORM;
    const { compared, settings, replaced } = kept as Partial<Record<keyof KeptForm, unknown>>;
    return {
      ...textsOf(kept),
      compared: Array.isArray(compared) ? compared.filter((voice) => typeof voice === "string") : [],
      settings: typeof settings === "string" ? settings : "",
      replaced: typeof replaced === "object" && replaced !== null ? { ...textsOf(replaced), by: String((replaced as Partial<ReplacedTexts>).by) } : null,
    };
  } catch {
    return EMPTY_FORM;
  }
}

/** Keeps the form in this browser. Without storage (a private window, a full disk) the form only forgets. */
export function keepForm({ text, previousText, nextText, compared, settings, replaced }: KeptForm): void {
  void keepDraft(DRAFT, JSON.stringify({ text, previousText, nextText, compared, settings, replaced }));
}

/** The form with the texts of a take; what somebody had written there, and not another take's text that is there unchanged, can be put back. */
export function withTextsOf({ text, previousText, nextText }: SpeechTexts, form: KeptForm): KeptForm {
  const isWritten = form.text.trim() !== "" && form.text !== text && form.text !== form.replaced?.by;
  const lost = isWritten ? { text: form.text, previousText: form.previousText, nextText: form.nextText } : form.replaced;
  return { ...form, text, previousText, nextText, replaced: lost === null ? null : { ...lost, by: text } };
}

function textsOf(kept: object): SpeechTexts {
  const texts = kept as Partial<Record<keyof SpeechTexts, unknown>>;
  const textOf = (name: keyof SpeechTexts) => {
    const value = texts[name];
    return typeof value === "string" ? normaliseLineEnds(value) : "";
  };
  return { text: textOf("text"), previousText: textOf("previousText"), nextText: textOf("nextText") };
}
