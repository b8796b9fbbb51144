import "server-only";
import { databaseNow } from "@/lib/database/clock";
import { database } from "@/lib/database/database";
import type { Owner } from "@/lib/sessions/owner";
import { type Frozen, isOutdated } from "@/lib/shares/frozen";
import type { SharePassage, ShareView } from "@/lib/shares/schema";
import { shareState } from "@/lib/shares/state";
import { listShares, type ShareRow } from "@/lib/shares/store";
import { speakerNamesOf } from "@/lib/tasks/store";

/** An owner's shares, or those of one of their tasks, newest first. Who has made nothing yet is no owner, and has none. */
export async function readShares(owner: Owner | undefined, taskId?: string): Promise<ShareView[]> {
  return owner === undefined ? [] : toShareViews(await listShares(database(), owner.id, taskId));
}

/** A share as its owner sees it. */
export async function toShareView(row: ShareRow): Promise<ShareView> {
  const [view] = await toShareViews([row]);
  if (view === undefined) throw new TypeError("A row gives a view.");
  return view;
}

/** The path of a share's page. */
export function sharePath(slug: string): string {
  return `/s/${slug}`;
}

/** The passage that a share is of; null for the whole. */
export function passageOf({ passage_start_ms: startMs, passage_end_ms: endMs }: ShareRow): SharePassage | null {
  return startMs === null || endMs === null ? null : { startMs, endMs };
}

/** What a share shows beside its files. */
export function frozenOf(row: ShareRow): Frozen {
  return JSON.parse(row.frozen_json) as Frozen;
}

async function toShareViews(rows: readonly ShareRow[]): Promise<ShareView[]> {
  const now = databaseNow();
  const names = await speakerNamesOf(database(), [...new Set(rows.map((row) => row.task_id))]);
  return rows.map((row) => {
    const frozen = frozenOf(row);
    return {
      id: row.id,
      url: sharePath(row.slug),
      taskId: row.task_id,
      kind: frozen.kind,
      title: row.title,
      state: shareState(row, now),
      createdAt: row.created_at,
      frozenAt: row.frozen_at,
      expiresAt: row.expires_at,
      hasPassword: row.password_hash !== null,
      includes: includesOf(row),
      allowDownloads: row.allow_downloads === 1,
      passage: passageOf(row),
      views: row.views,
      lastOpenedAt: row.last_opened_at,
      outdated: isOutdated(frozen, names.get(row.task_id) ?? {}),
    };
  });
}

/** What of the result is shared. */
export function includesOf(row: ShareRow): ShareView["includes"] {
  return { audio: row.include_audio === 1, transcript: row.include_transcript === 1, settings: row.include_settings === 1 };
}
