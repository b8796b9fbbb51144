import type { FliteSettings } from "./flite-settings";
import type { SpokenPassage } from "./flite";

/** What the worker is asked: one passage. */
export interface SynthesisQuestion {
  readonly pieces: readonly string[];
  readonly settings: FliteSettings;
  readonly wantsSpans: boolean;
}

/** What it answers, to one question after the other, in their order. */
export type SynthesisAnswer =
  | { readonly ok: true; readonly passage: SpokenPassage }
  | { readonly ok: false; readonly reason: string };
