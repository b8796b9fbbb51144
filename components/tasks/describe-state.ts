import type { TaskView } from "@/lib/tasks/schema";

const WORDS = {
  pending: "Waiting to be sent",
  submitting: "Sending",
  unconfirmed: "No answer yet",
  waiting: "Accepted, waiting for the engine",
  queuing: "In the engine’s queue",
  generating: "Speaking",
  keeping: "Saving the audio",
  success: "Ready",
  fail: "Failed",
  cancelled: "Cancelled before it was sent",
} as const satisfies Record<TaskView["state"], string>;

const TRANSCRIPTION_WORDS: Record<TaskView["state"], string> = { ...WORDS, generating: "Transcribing", keeping: "Saving the transcript" };

const NEXT: Partial<Record<TaskView["state"], string>> = {
  pending: "sent next",
  submitting: "then it is accepted",
  waiting: "then it is spoken",
  queuing: "then it is spoken",
  generating: "then it is saved here",
  keeping: "then you can play it",
};

const TRANSCRIPTION_NEXT: typeof NEXT = {
  ...NEXT,
  waiting: "then it is transcribed",
  queuing: "then it is transcribed",
  keeping: "then you can read it",
};

/** Where a task is, and what comes next, in words. */
export function describeState(task: TaskView): { readonly now: string; readonly next: string | undefined } {
  if (task.kind === "speech") return { now: WORDS[task.state], next: NEXT[task.state] };
  if (task.state === "pending" && task.recording.state === "arriving") {
    return { now: task.recording.origin === "url" ? "Fetching the recording" : "Waiting for the upload", next: "then it is read and sent" };
  }
  if (task.state === "pending" && task.recording.state === "preparing") return { now: "Reading the recording", next: "then it is sent" };
  return { now: TRANSCRIPTION_WORDS[task.state], next: TRANSCRIPTION_NEXT[task.state] };
}
