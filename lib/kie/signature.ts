import { createHmac, timingSafeEqual } from "node:crypto";

/** How far a notice's stamp may be from our clock, either way. */
const MAX_SKEW_MS = 60 * 60 * 1000;

/** The signature of a callback: base64(HMAC-SHA256(taskId + "." + timestamp, key)); `timestamp` is Unix seconds as sent. */
export function signNotice({ taskId, timestamp, key }: { readonly taskId: string; readonly timestamp: string; readonly key: string }): string {
  return createHmac("sha256", key).update(`${taskId}.${timestamp}`).digest("base64");
}

export interface SignedNotice {
  /** The X-Webhook-Timestamp header. */
  readonly timestamp: string | null;
  /** The X-Webhook-Signature header. */
  readonly signature: string | null;
  /** The id in each spelling that the body has; one that fits is enough. */
  readonly taskIds: readonly string[];
  readonly key: string;
  readonly nowMs: number;
}

/** Whether a callback was signed with the key, by a clock within an hour of ours. Compares in constant time. */
export function verifyNotice({ timestamp, signature, taskIds, key, nowMs }: SignedNotice): boolean {
  if (timestamp === null || signature === null || key === "" || !/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(Number(timestamp) * 1000 - nowMs) > MAX_SKEW_MS) return false;
  const given = Buffer.from(signature);
  return taskIds
    .map((taskId) => Buffer.from(signNotice({ taskId, timestamp, key })))
    .map((expected) => expected.length === given.length && timingSafeEqual(expected, given))
    .includes(true);
}
