import { createHmac } from "node:crypto";
import type { FakeTask } from "./task";

const STORM_NOTICES = 20;

/** What became of a callback: the receiver's HTTP status, or null when there was no answer. */
export interface SentNotice {
  readonly taskId: string;
  readonly url: string;
  readonly status: number | null;
}

function signedHeaders(taskId: string, webhookKey: string): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  return {
    "x-webhook-timestamp": timestamp,
    "x-webhook-signature": createHmac("sha256", webhookKey).update(`${taskId}.${timestamp}`).digest("base64"),
  };
}

async function sendNotice(url: string, task: FakeTask, webhookKey: string | null, signal: AbortSignal): Promise<SentNotice> {
  const headers = { "content-type": "application/json", ...(webhookKey === null ? {} : signedHeaders(task.taskId, webhookKey)) };
  try {
    const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(task.notice()), signal });
    await response.arrayBuffer();
    return { taskId: task.taskId, url, status: response.status };
  } catch {
    return { taskId: task.taskId, url, status: null };
  }
}

/** Sends a task's callbacks as its behaviour says: none, one, twenty at once, or one with a wrong signature. */
export async function sendNotices(task: FakeTask, webhookKey: string | null, signal: AbortSignal): Promise<SentNotice[]> {
  const url = task.request.callBackUrl;
  const kind = task.behaviour.callback ?? "once";
  if (url === null || kind === "none") return [];
  const key = kind === "wrongly-signed" ? `not ${webhookKey ?? "the key"}` : webhookKey;
  const count = kind === "storm" ? STORM_NOTICES : 1;
  return Promise.all(Array.from({ length: count }, () => sendNotice(url, task, key, signal)));
}
