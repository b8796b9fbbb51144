import "server-only";
import { database } from "@/lib/database/database";
import type { Problem } from "@/lib/http/app-error";
import type { RecordingView } from "@/lib/recordings/schema";
import { listUnused, type RecordingRow } from "@/lib/recordings/store";
import type { Owner } from "@/lib/sessions/owner";
import { UPLOADS_PATH } from "@/lib/uploads/uploads-path";
import { arrivals } from "@/lib/storage/arrivals";

/** The owner's recordings that no task uses yet; who has uploaded nothing is no owner, and has none. */
export async function readUnusedRecordings(owner: Owner | undefined): Promise<RecordingView[]> {
  if (owner === undefined) return [];
  return Promise.all((await listUnused(database(), owner.id)).map(toRecordingView));
}

/** A recording as its owner sees it. */
export async function toRecordingView(row: RecordingRow): Promise<RecordingView> {
  const arriving = row.state === "arriving";
  return {
    id: row.id,
    name: row.name,
    origin: row.origin,
    state: row.state,
    sizeBytes: row.size_bytes,
    receivedBytes: arriving ? ((await arrivals().receivedBytes(row.id)) ?? 0) : (row.size_bytes ?? 0),
    modifiedAt: row.modified_at,
    durationMs: row.duration_ms,
    format: row.format,
    channels: row.channels,
    problem: row.problem_json === null ? null : (JSON.parse(row.problem_json) as Problem),
    notice: row.notice,
    createdAt: row.created_at,
    uploadUrl: arriving && row.origin !== "url" ? `${UPLOADS_PATH}/${row.id}` : null,
    audioUrl: row.state === "ready" ? `/api/recordings/${row.id}/audio` : null,
  };
}
