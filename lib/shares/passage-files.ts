import "server-only";
import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { convertToRendition, RENDITION, renditionBitRate } from "@/lib/audio/convert";
import { detectMedia } from "@/lib/audio/detect";
import { measureAudio } from "@/lib/audio/measure";
import { probe } from "@/lib/audio/probe";
import { databaseNow } from "@/lib/database/clock";
import { database } from "@/lib/database/database";
import { Turns } from "@/lib/database/turns";
import { AppError } from "@/lib/http/app-error";
import { processWide } from "@/lib/lifetime";
import type { Composed } from "@/lib/shares/compose";
import type { ShareIncludes, SharePassage } from "@/lib/shares/schema";
import { type ShareFileRow, shareFilesOf } from "@/lib/shares/store";
import { keepFile, type KeptFile, keepJson } from "@/lib/storage/keep-file";
import { withScratchFile } from "@/lib/storage/scratch";
import { storage } from "@/lib/storage/storage";

const MAX_PEAKS = 48_000;
const CUT_LIMIT_MS = 10 * 60 * 1000;

/** Where the files of a share lie: in its task's folder, so that they go with it. */
interface Place {
  readonly folder: string;
  readonly shareId: string;
}

/**
 * Stores what a passage needs of its own, but for the sound that is there already. Nothing for the whole, whose files are the
 * task's. The rows are the caller's to commit. Rejects with `AppError`, and leaves nothing then.
 */
export async function makePassageFiles(place: Place, { source, passage, cut }: Composed, { includes, hasAudio }: { includes: ShareIncludes; hasAudio: boolean }): Promise<ShareFileRow[]> {
  if (passage === null) return [];
  const made: ShareFileRow[] = [];
  try {
    if (includes.transcript && cut !== null) made.push(toRow(place, cut.role, "application/json", await keepJson(keyFor(place, cut.role, "json"), cut.value)));
    if (includes.audio && !hasAudio && source.audio !== undefined) made.push(...(await keepCutAudio(place, source.audio.storage_key, passage)));
    return made;
  } catch (error) {
    await removeFiles(made);
    throw error;
  }
}

/** Removes those of these stored files that no row names: their rows are gone, or never came. */
export async function removeFiles(files: readonly ShareFileRow[]): Promise<void> {
  for (const file of files) {
    const named = (await shareFilesOf(database(), file.share_id)).some((row) => row.storage_key === file.storage_key);
    if (!named) await storage().remove(file.storage_key);
  }
}

/** Cuts one sound at a time: each takes a processor. */
async function keepCutAudio(place: Place, audioKey: string, passage: SharePassage): Promise<ShareFileRow[]> {
  const turns = processWide("passage turns", () => new Turns());
  await turns.take();
  try {
    return await withScratchFile((whole) => withScratchFile((cut) => cutAudio(place, { audioKey, whole, cut }, passage, AbortSignal.timeout(CUT_LIMIT_MS))));
  } finally {
    turns.end();
  }
}

async function cutAudio(place: Place, files: { audioKey: string; whole: string; cut: string }, passage: SharePassage, signal: AbortSignal): Promise<ShareFileRow[]> {
  await pipeline(await storage().read(files.audioKey), createWriteStream(files.whole), { signal });
  const { format } = await detectMedia(files.whole);
  if (format === undefined) throw new AppError(422, { code: "not_audio", message: "This sound cannot be cut. Share all of it.", field: "passage" });
  const { channels } = await probe(files.whole, { format, signal });
  const bitRate = renditionBitRate(passage.endMs - passage.startMs, channels, Number.POSITIVE_INFINITY);
  await convertToRendition(files.whole, files.cut, { format, channels, bitRate, part: passage, signal });
  const cut = await detectMedia(files.cut);
  if (cut.format === undefined) throw new AppError(422, { code: "no_such_passage", message: "There is no sound in this passage.", field: "passage" });
  const measured = await measureAudio(files.cut, { format: cut.format, maxPeaks: MAX_PEAKS, signal, limitMs: CUT_LIMIT_MS, tolerant: false });
  return [
    toRow(place, "peaks", "application/json", await keepJson(keyFor(place, "peaks", "json"), measured)),
    toRow(place, "audio", RENDITION.contentType, await keepFile(keyFor(place, "audio", RENDITION.extension), files.cut)),
  ];
}

function keyFor({ folder, shareId }: Place, role: ShareFileRow["role"], extension: string): (sha256: string) => string {
  return (sha256) => `${folder}/share-${shareId}-${role}-${sha256.slice(0, 16)}.${extension}`;
}

function toRow({ shareId }: Place, role: ShareFileRow["role"], contentType: string, kept: KeptFile): ShareFileRow {
  return { share_id: shareId, role, storage_key: kept.storageKey, content_type: contentType, size_bytes: kept.sizeBytes, sha256: kept.sha256, created_at: databaseNow() };
}
