import "server-only";
import { database } from "@/lib/database/database";
import { AppError } from "@/lib/http/app-error";
import type { TranscriptionSettings } from "@/lib/recordings/transcription-settings";
import { type Frozen, freezeSpeakers } from "@/lib/shares/frozen";
import type { ShareIncludes, SharePassage } from "@/lib/shares/schema";
import { readSource, type ShareSource } from "@/lib/shares/source";
import { readStoredTranscript, readStoredWords } from "@/lib/tasks/stored-results";
import type { SpeechInput, SpeechSettings } from "@/lib/speech/settings";
import { speakerNamesOf, type TaskRow } from "@/lib/tasks/store";
import { packTranscript } from "@/lib/transcripts/packed-transcript";
import { cutText, cutTranscript } from "@/lib/transcripts/passage";

/** The words of a passage, as they are stored. */
interface CutWords {
  readonly role: "words" | "transcript";
  readonly value: unknown;
}

/** A task as it is now, ready to be shared. */
export interface Composed {
  readonly source: ShareSource;
  readonly passage: SharePassage | null;
  readonly frozen: Frozen;
  /** Null for the whole, and where the words have no times. */
  readonly cut: CutWords | null;
}

/** Composes what a share of a finished task shows, or of a passage of it. Throws `AppError` for a passage that is not in it. */
export async function compose(task: TaskRow, wanted: SharePassage | null): Promise<Composed> {
  const source = await readSource(task);
  const passage = wanted === null ? null : within(wanted, source.durationMs);
  return { source, passage, ...(task.kind === "speech" ? await composeSpeech(task, source, passage) : await composeTranscription(task, source, passage)) };
}

/** Throws `AppError` when something is to be shared that a task does not have. */
export function requireShareable({ source, passage, frozen, cut }: Composed, includes: ShareIncludes): void {
  if (includes.audio && source.audio === undefined) throw cannotInclude("There is no audio here to share.");
  if (includes.transcript && frozen.kind === "transcription" && source.transcript === undefined) throw cannotInclude("There is no transcript here to share.");
  if (includes.transcript && passage !== null && cut === null) {
    throw cannotInclude("The words here have no times, so that nobody knows which of them are in the passage. Share its audio alone, or all of it.");
  }
}

function cannotInclude(message: string): AppError {
  return new AppError(422, { code: "cannot_include", message, field: "includes" });
}

function within({ startMs, endMs }: SharePassage, durationMs: number | null): SharePassage {
  if (durationMs === null) return { startMs, endMs };
  if (startMs >= durationMs) throw new AppError(422, { code: "no_such_passage", message: "This passage begins after the end.", field: "passage" });
  return { startMs, endMs: Math.min(endMs, durationMs) };
}

const lengthOf = ({ startMs, endMs }: SharePassage) => endMs - startMs;
/** Where the duration could not be measured, no passage reaches the end. */
const UNKNOWN_END = Number.POSITIVE_INFINITY;

async function composeSpeech(task: TaskRow, source: ShareSource, passage: SharePassage | null): Promise<Pick<Composed, "frozen" | "cut">> {
  const { text, ...rest } = JSON.parse(task.input_json) as SpeechInput;
  const settings = speechSettings(rest);
  if (passage === null) return { frozen: { kind: "speech", durationMs: source.durationMs, text, settings }, cut: null };
  const durationMs = lengthOf(passage);
  if (source.words === undefined) return { frozen: { kind: "speech", durationMs, text: null, settings }, cut: null };
  const cut = cutText(text, await readStoredWords(source.words.storage_key), passage, source.durationMs ?? UNKNOWN_END);
  return { frozen: { kind: "speech", durationMs, text: cut.text, settings }, cut: { role: "words", value: { words: cut.words } } };
}

/** The settings alone: what was to be said before and after is no setting. */
function speechSettings({ model, voice, stability, similarityBoost, style, speed, timestamps, languageCode }: SpeechSettings): SpeechSettings {
  return { model, voice, stability, similarityBoost, style, speed, timestamps, languageCode };
}

async function composeTranscription(task: TaskRow, source: ShareSource, passage: SharePassage | null): Promise<Pick<Composed, "frozen" | "cut">> {
  const { languageCode, tagAudioEvents, diarize } = JSON.parse(task.input_json) as TranscriptionSettings;
  const settings = { languageCode, tagAudioEvents, diarize };
  const durationMs = passage === null ? source.durationMs : lengthOf(passage);
  if (source.transcript === undefined) return { frozen: { kind: "transcription", durationMs, speakers: [], settings }, cut: null };
  const transcript = await readStoredTranscript(source.transcript.storage_key);
  const names = (await speakerNamesOf(database(), [task.id])).get(task.id) ?? {};
  if (passage === null) return { frozen: { kind: "transcription", durationMs, speakers: freezeSpeakers(transcript, names), settings }, cut: null };
  if (!transcript.timed) return { frozen: { kind: "transcription", durationMs, speakers: [], settings }, cut: null };
  const cut = cutTranscript(transcript, passage, source.durationMs ?? UNKNOWN_END);
  return {
    frozen: { kind: "transcription", durationMs, speakers: freezeSpeakers(cut, names), settings },
    cut: { role: "transcript", value: packTranscript(cut) },
  };
}
