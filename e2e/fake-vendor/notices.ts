import { createHmac } from "node:crypto";
import { request as send } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import type { Behaviour } from "./behaviour";
import type { FakeTask } from "./task";

const STORM_NOTICES = 20;
const HUGE_NOTICE_BYTES = 20 * 1024 * 1024;
const LATE_MS = 1_000;

/** What became of a callback: the receiver's HTTP status, or null when there was no answer. */
export interface SentNotice {
  readonly taskId: string;
  readonly url: string;
  readonly status: number | null;
}

/** A callback that is to be sent. */
interface Notice {
  readonly body: string;
  readonly key: string | null;
  readonly afterMs?: number;
  /** The connection breaks off in the middle of the body. */
  readonly cutShort?: boolean;
}

function signedHeaders(taskId: string, webhookKey: string): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  return {
    "x-webhook-timestamp": timestamp,
    "x-webhook-signature": createHmac("sha256", webhookKey).update(`${taskId}.${timestamp}`).digest("base64"),
  };
}

/** Sends half of a body and hangs up. */
function cutShort(url: string, headers: Record<string, string>, body: string): Promise<null> {
  return new Promise((resolve) => {
    const request = send(url, { method: "POST", headers: { ...headers, "content-length": Buffer.byteLength(body) } });
    request.once("error", () => resolve(null)).once("close", () => resolve(null));
    request.write(body.slice(0, body.length / 2), () => request.destroy());
  });
}

async function post(url: string, headers: Record<string, string>, body: string, signal: AbortSignal): Promise<number> {
  const response = await fetch(url, { method: "POST", headers, body, signal });
  await response.arrayBuffer();
  return response.status;
}

async function sendNotice(url: string, task: FakeTask, notice: Notice, signal: AbortSignal): Promise<SentNotice> {
  const { taskId } = task;
  try {
    if (notice.afterMs !== undefined) await pause(notice.afterMs, undefined, { signal });
    const headers = { "content-type": "application/json", ...(notice.key === null ? {} : signedHeaders(taskId, notice.key)) };
    const status = notice.cutShort === true ? await cutShort(url, headers, notice.body) : await post(url, headers, notice.body, signal);
    return { taskId, url, status };
  } catch {
    return { taskId, url, status: null };
  }
}

/** The callbacks of one kind about a task that has ended. */
function noticesOf(task: FakeTask, kind: NonNullable<Behaviour["callback"]>, key: string | null): Notice[] {
  const body = JSON.stringify(task.notice());
  const right: Notice = { body, key };
  const afterMs = task.behaviour.callbackDelayMs ?? LATE_MS;
  switch (kind) {
    case "none":
      return [];
    case "once":
    case "before-answer":
      return [right];
    case "twice":
      return [right, { ...right, afterMs }];
    case "late":
      return [{ ...right, afterMs }];
    case "storm":
      return Array.from({ length: task.behaviour.callbackCount ?? STORM_NOTICES }, () => right);
    case "out-of-order":
      return [right, ...["generating", "waiting"].map((state, index) => ({ body: JSON.stringify(task.notice(state)), key, afterMs: (afterMs * (index + 1)) / 2 }))];
    case "wrongly-signed":
      return [{ body, key: `not ${key ?? "the key"}` }];
    case "cut-short":
      return [{ ...right, cutShort: true }];
    case "garbage":
      return [{ body: `\u0000${body.slice(0, body.length / 2)}<html>`, key }];
    case "huge":
      return [{ body: JSON.stringify({ ...task.notice(), padding: "x".repeat(HUGE_NOTICE_BYTES) }), key }];
  }
}

/** Sends a task's callbacks of one kind: that of its behaviour, unless told otherwise. */
export async function sendNotices(task: FakeTask, kind: Behaviour["callback"], webhookKey: string | null, signal: AbortSignal): Promise<SentNotice[]> {
  const url = task.request.callBackUrl;
  if (url === null) return [];
  return Promise.all(noticesOf(task, kind ?? task.behaviour.callback ?? "once", webhookKey).map((notice) => sendNotice(url, task, notice, signal)));
}
