import "server-only";
import { database } from "@/lib/database/database";
import { AppError } from "@/lib/http/app-error";
import { notFound } from "@/lib/http/route";
import { type ServedFile, toServedFile } from "@/lib/media/media-response";
import type { RecordingFileRow } from "@/lib/recordings/store";
import { extensionFor } from "@/lib/recordings/signed-link";
import { requireOpenShare } from "@/lib/shares/access";
import { readSource } from "@/lib/shares/source";
import { readStoredTranscript } from "@/lib/tasks/stored-results";
import { frozenNames } from "@/lib/shares/frozen";
import { type ShareFileRow, shareFilesOf, type ShareRow } from "@/lib/shares/store";
import { frozenOf, includesOf, passageOf } from "@/lib/shares/view";
import { findTask, type FileRow } from "@/lib/tasks/store";
import { exportAs, MADE_FORMATS, type TranscriptExport } from "@/lib/transcripts/exports/export-as";

type SharedPart = ShareFileRow["role"];
type AnyFileRow = FileRow | RecordingFileRow | ShareFileRow;

/** The parts of a share that are there and shared: a passage's own files, or the task's for the whole. */
export async function sharedParts(share: ShareRow): Promise<Partial<Record<SharedPart, AnyFileRow>>> {
  const includes = includesOf(share);
  const allowed: Record<SharedPart, boolean> = { audio: includes.audio, peaks: includes.audio, words: includes.transcript, transcript: includes.transcript };
  const all = passageOf(share) === null ? await partsOfTask(share.task_id) : Object.fromEntries((await shareFilesOf(database(), share.id)).map((file) => [file.role, file]));
  return Object.fromEntries(Object.entries(all).filter(([part]) => allowed[part as SharedPart]));
}

async function partsOfTask(taskId: string): Promise<Partial<Record<SharedPart, AnyFileRow>>> {
  const task = await findTask(database(), taskId);
  if (task === undefined) return {};
  const { audio, peaks, words, transcript } = await readSource(task);
  return {
    ...(audio === undefined ? {} : { audio }),
    ...(peaks === undefined ? {} : { peaks }),
    ...(words === undefined ? {} : { words }),
    ...(transcript === undefined ? {} : { transcript }),
  };
}

/** A part of a share as it is served to who may see it. Throws as `requireOpenShare` does, `not_found`, and 403 for a download that is not allowed. */
export async function requireSharedFile(slug: string, part: string, download: boolean): Promise<ServedFile> {
  const share = await requireOpenShare(slug);
  if (download) requireDownloads(share);
  const file = new Map<string, AnyFileRow>(Object.entries(await sharedParts(share))).get(part);
  if (file === undefined) throw notFound();
  return toServedFile(file, download ? `${fileTitle(share)}.${part === "audio" ? extensionFor(file.content_type) : "json"}` : undefined);
}

/** The transcript of a share in one of `MADE_FORMATS`, with the names that it was frozen with. Throws as `requireSharedFile` does. */
export async function exportShared(slug: string, formatId: string): Promise<TranscriptExport> {
  const share = await requireOpenShare(slug);
  requireDownloads(share);
  const format = MADE_FORMATS.find(({ id }) => id === formatId);
  const file = (await sharedParts(share)).transcript;
  if (format === undefined || file === undefined) throw notFound();
  const frozen = frozenOf(share);
  return exportAs(format, await readStoredTranscript(file.storage_key), frozenNames(frozen), { title: fileTitle(share), durationMs: frozen.durationMs });
}

function requireDownloads(share: ShareRow): void {
  if (share.allow_downloads === 1) return;
  throw new AppError(403, { code: "downloads_not_allowed", message: "Whoever shared this does not offer it for download." });
}

/** The title as a file may be called. */
function fileTitle({ title }: ShareRow): string {
  return title.replace(/[/\\:*?"<>|]+/g, " ").trim() || "Shared";
}
