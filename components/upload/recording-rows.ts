import type { UploadView } from "@/components/upload/upload-view";
import { findSameFile } from "@/components/upload/same-file";
import type { RecordingView } from "@/lib/recordings/schema";

/** One recording that has no task yet, as this tab and the server know it; at least one of them does. */
export interface RecordingRow {
  readonly key: string;
  /** This tab's upload of it. */
  readonly upload: UploadView | null;
  readonly recording: RecordingView | null;
}

/**
 * The recordings that have no task yet, oldest first: what this tab sends and what the server has, each once. Recordings made
 * with the microphone whose sound is kept in this browser (`keptHere`, by recording id) are listed elsewhere until they are sent.
 */
export function composeRows(
  uploads: readonly UploadView[],
  recordings: readonly RecordingView[],
  keptHere: ReadonlySet<string>,
): RecordingRow[] {
  const uploadOf = new Map(uploads.flatMap((upload) => (upload.recordingId === null ? [] : [[upload.recordingId, upload] as const])));
  // A file chosen again is about to go on with its unfinished upload: it is that row already.
  const again = new Map(
    uploads.flatMap((upload) => {
      const file = { name: upload.name, size: upload.sizeBytes, lastModified: upload.modifiedAt };
      const same = upload.phase === "announcing" ? findSameFile(file, recordings.filter(({ id }) => !uploadOf.has(id))) : undefined;
      return same === undefined ? [] : [[same.id, upload] as const];
    }),
  );
  const known = recordings
    .filter(({ id, state }) => uploadOf.get(id)?.hasTask !== true && !(state === "arriving" && keptHere.has(id) && !uploadOf.has(id)))
    .toSorted((left, right) => left.createdAt - right.createdAt)
    .map((recording) => ({ key: recording.id, upload: uploadOf.get(recording.id) ?? again.get(recording.id) ?? null, recording }));
  const onServer = new Set(recordings.map(({ id }) => id));
  const shown = new Set([...again.values()].map(({ id }) => id));
  const others = uploads
    .filter(({ id, hasTask, recordingId }) => !hasTask && !shown.has(id) && (recordingId === null || !onServer.has(recordingId)))
    .map((upload) => ({ key: upload.recordingId ?? upload.id, upload, recording: null }));
  return [...known, ...others];
}

/** Whether a file of this name is on its way or here. One whose upload was broken off, and that nobody goes on with, is not. */
export function holdsFile(rows: readonly RecordingRow[], name: string): boolean {
  return rows.some(({ upload, recording }) => (recording?.name ?? upload?.name) === name && (upload !== null || recording?.state !== "arriving"));
}

/** The ids of the rows that can be transcribed now or as soon as they have arrived. Unfinished ones that nobody sends are left out. */
export function transcribable(rows: readonly RecordingRow[]): string[] {
  return rows.flatMap(({ upload, recording }) => {
    if (recording?.state === "ready" || recording?.state === "preparing") return [recording.id];
    if (recording?.state === "refused" || upload === null || upload.phase === "failed" || upload.recordingId === null) return [];
    return [upload.recordingId];
  });
}
