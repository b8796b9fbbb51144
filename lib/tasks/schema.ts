import type { EngineName } from "@/lib/env";
import type { RecordingView } from "@/lib/recordings/schema";
import type { TranscriptionSettings } from "@/lib/recordings/transcription-settings";
import type { SpeechInput } from "@/lib/speech/settings";
import type { TaskChoices } from "@/lib/tasks/lifecycle";
import type { TaskFailure, TaskState } from "@/lib/tasks/states";
import type { SpeakerNames } from "@/lib/transcripts/transcript";

/** What every task shows of itself. Times are Unix milliseconds. */
export interface TaskViewBase extends TaskChoices {
  readonly id: string;
  readonly engine: EngineName;
  readonly state: TaskState;
  readonly stateSince: number;
  readonly createdAt: number;
  readonly completedAt: number | null;
  /** 1 for the next to be sent; only while pending. */
  readonly placeInQueue: number | null;
  readonly failure: TaskFailure | null;
  readonly creditsConsumed: number | null;
  readonly peaksUrl: string | null;
}

/** A take as its owner's browser sees it. */
export interface SpeechTaskView extends TaskViewBase {
  readonly kind: "speech";
  readonly comparisonId: string | null;
  readonly input: SpeechInput;
  readonly audio: TaskAudio | null;
  readonly wordsUrl: string | null;
}

/** A transcription as its owner's browser sees it. */
export interface TranscriptionTaskView extends TaskViewBase {
  readonly kind: "transcription";
  readonly input: TranscriptionSettings;
  readonly recording: RecordingView;
  /** What its owner calls it, else the recording's name. */
  readonly title: string;
  /** How many words were heard; null until it is finished. */
  readonly wordCount: number | null;
  /** What is played: the recording, as soon as it is ready, or a rendition that can be sought exactly. */
  readonly audio: TaskAudio | null;
  /** The recording as it was given; null until it is ready. */
  readonly originalDownloadUrl: string | null;
  /** Null until it is finished. */
  readonly transcriptUrl: string | null;
  readonly speakerNames: SpeakerNames;
}

/** A task as its owner's browser sees it: the read model. */
export type TaskView = SpeechTaskView | TranscriptionTaskView;

/** Where a task comes from, for its own page. */
interface Provenance {
  readonly submittedAt: number | null;
  /** What the vendor knows it by, for asking the vendor about it. */
  readonly vendorTaskId: string | null;
}
export type SpeechTaskDetails = SpeechTaskView & Provenance;
export type TranscriptionTaskDetails = TranscriptionTaskView & Provenance;
export type TaskDetails = SpeechTaskDetails | TranscriptionTaskDetails;

/** The sound of a task: a finished take, or a recording. */
export interface TaskAudio {
  readonly url: string;
  readonly downloadUrl: string;
  readonly fileName: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  /** Null where the server could not measure it. */
  readonly durationMs: number | null;
}

/** What of an owner's tasks is asked for: one kind or both, and those that hold every word of `search`. */
export interface TaskFilter {
  readonly kind: TaskView["kind"] | null;
  readonly search: string;
}

/** A page of an owner's tasks, newest first. */
export interface TaskPage<View extends TaskView = TaskView> {
  readonly tasks: readonly View[];
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

/** What a page is told: a task or a recording changed, and what it is now is to be read again. A transcript that came with it is named. */
export type Change = { readonly taskId: string; readonly transcriptUrl?: string } | { readonly recordingId: string };
