import { AppError } from "@/lib/http/app-error";
import type { ShareExpiry, ShareIncludes, ShareState } from "@/lib/shares/schema";
import type { ShareRow } from "@/lib/shares/store";

const DAY_MS = 24 * 60 * 60 * 1000;
const LIFE_MS = { never: Number.POSITIVE_INFINITY, "1d": DAY_MS, "7d": 7 * DAY_MS, "30d": 30 * DAY_MS } as const;

/** Whether a share can be opened. */
export function shareState(share: Pick<ShareRow, "revoked_at" | "expires_at">, now: number): ShareState {
  if (share.revoked_at !== null) return "revoked";
  return share.expires_at !== null && share.expires_at <= now ? "expired" : "open";
}

/** When a share that is given this expiry now ends (Unix ms); null: never. Throws `AppError` for a moment that has passed. */
export function requireFuture(expiry: ShareExpiry, now: number): number | null {
  const at = typeof expiry === "number" ? expiry : now + LIFE_MS[expiry];
  if (at <= now) throw new AppError(422, { code: "expiry_in_the_past", message: "Choose a day that is still to come.", field: "expiry" });
  return Number.isFinite(at) ? at : null;
}

/** The columns that say what is shared. */
export function includeColumns({ audio, transcript, settings }: ShareIncludes): Pick<ShareRow, "include_audio" | "include_transcript" | "include_settings"> {
  return { include_audio: audio ? 1 : 0, include_transcript: transcript ? 1 : 0, include_settings: settings ? 1 : 0 };
}
