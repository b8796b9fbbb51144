import type { EngineName } from "@/lib/env";
import type { SpeechInput } from "@/lib/speech/settings";
import type { TaskChoices } from "@/lib/tasks/lifecycle";
import type { TaskFailure, TaskState } from "@/lib/tasks/states";

/** A task as its owner's browser sees it: the read model. Times are Unix milliseconds. */
export interface TaskView extends TaskChoices {
  readonly id: string;
  readonly engine: EngineName;
  readonly comparisonId: string | null;
  readonly state: TaskState;
  readonly stateSince: number;
  readonly createdAt: number;
  readonly completedAt: number | null;
  readonly input: SpeechInput;
  /** 1 for the next to be sent; only while pending. */
  readonly placeInQueue: number | null;
  readonly failure: TaskFailure | null;
  readonly audio: TaskAudio | null;
  readonly peaksUrl: string | null;
  readonly wordsUrl: string | null;
  readonly creditsConsumed: number | null;
}

/** A task with where it comes from, for its own page. */
export interface TaskDetails extends TaskView {
  readonly submittedAt: number | null;
  /** What the vendor knows it by, for asking the vendor about it. */
  readonly vendorTaskId: string | null;
}

/** A finished take's sound. */
export interface TaskAudio {
  readonly url: string;
  readonly downloadUrl: string;
  readonly fileName: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  /** Null where the server could not measure it. */
  readonly durationMs: number | null;
}

/** A page of an owner's takes, newest first. */
export interface TakePage {
  readonly tasks: readonly TaskView[];
  /** Ask with it for the next page; null at the end. */
  readonly nextCursor: string | null;
}

/** Credits for one character, by model, over this instance's last takes; a model without any is missing. */
export type CreditRates = Readonly<Partial<Record<string, { readonly credits: number; readonly takes: number }>>>;

/** This instance's sample of a voice, which every visitor may hear. */
export interface VoiceSample {
  readonly voice: string;
  readonly state: TaskState;
  /** Null until it is finished. */
  readonly url: string | null;
  readonly failure: TaskFailure | null;
}
