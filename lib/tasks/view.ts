import "server-only";
import { databaseNow } from "@/lib/database/clock";
import { database } from "@/lib/database/database";
import { withoutExtension } from "@/lib/recordings/naming";
import { extensionFor } from "@/lib/recordings/signed-link";
import { fileFor, findRecordings, type RecordingFileRow, recordingFilesOf, type RecordingRow } from "@/lib/recordings/store";
import type { TranscriptionSettings } from "@/lib/recordings/transcription-settings";
import { toRecordingView } from "@/lib/recordings/view";
import type { Owner } from "@/lib/sessions/owner";
import type { SpeechInput } from "@/lib/speech/settings";
import { takeFileName } from "@/lib/speech/file-name";
import { choicesFor, type TaskChoices } from "@/lib/tasks/lifecycle";
import type { SpeechTaskView, TaskAudio, TaskDetails, TaskFilter, TaskPage, TaskView, TaskViewBase, TranscriptionTaskView } from "@/lib/tasks/schema";
import { listRestOfComparison, listTasks } from "@/lib/tasks/list-store";
import { readPlaces } from "@/lib/tasks/send-queue";
import { failureOf, type FileRow, filesOf, findTask, speakerNamesOf, type TaskRow } from "@/lib/tasks/store";

const TASKS_PER_PAGE = 20;

/** A page of what an owner made, or of what of it fits the filter; an unknown cursor gives the first. Who has made nothing yet is no owner, and has none. */
export async function readTasks(owner: Owner | undefined, filter: TaskFilter, cursor: string | null): Promise<TaskPage> {
  if (owner === undefined) return { tasks: [], nextCursor: null };
  const before = parseCursor(cursor);
  const rows = await listTasks(database(), {
    ownerId: owner.id,
    limit: TASKS_PER_PAGE + 1,
    words: filter.search.split(/\s+/u).filter((word) => word !== ""),
    ...(filter.kind === null ? {} : { kind: filter.kind }),
    ...(before === undefined ? {} : { before }),
  });
  const first = rows.slice(0, TASKS_PER_PAGE);
  const page = filter.kind === "speech" && filter.search === "" ? await withWholeComparison(owner.id, first) : first;
  const last = page.at(-1);
  return {
    tasks: await toViews(page),
    nextCursor: rows.length > TASKS_PER_PAGE && last !== undefined ? `${last.created_at}.${last.id}` : null,
  };
}

/** A page of an owner's takes. */
export async function readTakes(owner: Owner | undefined, cursor: string | null): Promise<TaskPage<SpeechTaskView>> {
  const { tasks, nextCursor } = await readTasks(owner, { kind: "speech", search: "" }, cursor);
  return { tasks: tasks.filter((task) => task.kind === "speech"), nextCursor };
}

/** A page of an owner's transcriptions. */
export async function readTranscriptions(owner: Owner | undefined, cursor: string | null): Promise<TaskPage<TranscriptionTaskView>> {
  const { tasks, nextCursor } = await readTasks(owner, { kind: "transcription", search: "" }, cursor);
  return { tasks: tasks.filter((task) => task.kind === "transcription"), nextCursor };
}

/** One of an owner's tasks; undefined when it is not there or not theirs. */
export async function readTask(ownerId: string, taskId: string): Promise<TaskDetails | undefined> {
  const row = await findTask(database(), taskId);
  if (row?.owner_id !== ownerId) return undefined;
  const [view] = await toViews([row]);
  return view === undefined ? undefined : { ...view, submittedAt: row.submitted_at, vendorTaskId: row.vendor_task_id };
}

/** A page that ends inside a comparison goes on to its end, so that its voices are shown together. */
async function withWholeComparison(ownerId: string, page: readonly TaskRow[]): Promise<readonly TaskRow[]> {
  const last = page.at(-1);
  if (last?.comparison_id == null) return page;
  return [...page, ...(await listRestOfComparison(database(), ownerId, last.comparison_id, last))];
}

/** Rows of one owner as they are shown. */
async function toViews(rows: readonly TaskRow[]): Promise<TaskView[]> {
  const ids = rows.map((row) => row.id);
  const recordingIds = rows.flatMap((row) => row.recording_id ?? []);
  const [files, names] = [await filesOf(database(), ids), await speakerNamesOf(database(), ids)];
  const recordings = await findRecordings(database(), recordingIds);
  const recordingFiles = await recordingFilesOf(database(), recordingIds);
  const waiting = rows.find((row) => row.state === "pending");
  const places = waiting === undefined ? new Map<string, number>() : await readPlaces(database(), waiting.owner_id);
  return Promise.all(
    rows.map(async (row) => {
      const recording = recordings.get(row.recording_id ?? "");
      const own = files.filter((file) => file.task_id === row.id);
      const base = toBase(row, places.get(row.id) ?? null);
      if (recording === undefined) return toSpeechView(row, base, own);
      const view = toTranscriptionView(row, base, own, { recording, recordingFiles });
      return { ...view, recording: await toRecordingView(recording), speakerNames: names.get(row.id) ?? {} };
    }),
  );
}

function toBase(row: TaskRow, placeInQueue: number | null): Omit<TaskViewBase, "peaksUrl"> {
  return {
    id: row.id,
    engine: row.engine,
    state: row.state,
    stateSince: row.state_since,
    createdAt: row.created_at,
    completedAt: row.completed_at,
    placeInQueue,
    failure: failureOf(row),
    creditsConsumed: row.credits_consumed,
    ...choicesOf(row),
  };
}

/** What its owner can do with a task now. */
export function choicesOf(row: TaskRow): TaskChoices {
  return choicesFor(
    { state: row.state, stateSince: row.state_since, hasVendorTask: row.vendor_task_id !== null, failure: failureOf(row) },
    databaseNow(),
  );
}

function toSpeechView(row: TaskRow, base: Omit<TaskViewBase, "peaksUrl">, files: readonly FileRow[]): SpeechTaskView {
  const input = JSON.parse(row.input_json) as SpeechInput;
  const audio = files.find((file) => file.role === "audio");
  const has = (role: FileRow["role"]) => files.some((file) => file.role === role);
  return {
    ...base,
    kind: "speech",
    comparisonId: row.comparison_id,
    input,
    audio: audio === undefined ? null : toAudio(row, input, audio),
    peaksUrl: has("peaks") ? `/api/tasks/${row.id}/peaks` : null,
    wordsUrl: has("words") ? `/api/tasks/${row.id}/words` : null,
  };
}

function toTranscriptionView(
  row: TaskRow,
  base: Omit<TaskViewBase, "peaksUrl">,
  files: readonly FileRow[],
  { recording, recordingFiles }: { recording: RecordingRow; recordingFiles: readonly RecordingFileRow[] },
): Omit<TranscriptionTaskView, "recording" | "speakerNames"> {
  const played = fileFor("player", recording, recordingFiles);
  const url = `/api/tasks/${row.id}/audio`;
  return {
    ...base,
    // A recording that was refused is refused again.
    canRetry: base.canRetry && recording.state !== "refused",
    kind: "transcription",
    input: JSON.parse(row.input_json) as TranscriptionSettings,
    title: row.title ?? recording.name,
    wordCount: row.word_count,
    audio:
      played === undefined
        ? null
        : {
            url,
            downloadUrl: `${url}?download=1`,
            fileName: playedFileName(recording, played),
            contentType: played.content_type,
            sizeBytes: played.size_bytes,
            durationMs: recording.duration_ms,
          },
    peaksUrl: played === undefined ? null : `/api/tasks/${row.id}/peaks`,
    originalDownloadUrl: played === undefined ? null : `/api/tasks/${row.id}/original?download=1`,
    transcriptUrl: files.some((file) => file.role === "transcript") ? transcriptUrl(row.id) : null,
  };
}

/** Where the transcript of a finished transcription is read. */
export function transcriptUrl(taskId: string): string {
  return `/api/tasks/${taskId}/transcript`;
}

/** The recording's own name, with the extension of what is given. */
function playedFileName(recording: RecordingRow, file: RecordingFileRow): string {
  return file.role === "original" ? recording.name : `${withoutExtension(recording.name)}.${extensionFor(file.content_type)}`;
}

function toAudio(row: TaskRow, input: SpeechInput, file: FileRow): TaskAudio {
  const url = `/api/tasks/${row.id}/audio`;
  return {
    url,
    downloadUrl: `${url}?download=1`,
    fileName: takeFileName({ voice: input.voice, text: input.text, extension: file.storage_key.split(".").at(-1) ?? "mp3" }),
    contentType: file.content_type,
    sizeBytes: file.size_bytes,
    durationMs: file.duration_ms,
  };
}

function parseCursor(cursor: string | null): { createdAt: number; id: string } | undefined {
  const match = /^(\d{1,15})\.([\w-]{1,40})$/.exec(cursor ?? "");
  return match?.[1] === undefined || match[2] === undefined ? undefined : { createdAt: Number(match[1]), id: match[2] };
}
