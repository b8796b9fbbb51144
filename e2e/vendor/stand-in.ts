import { createHmac } from "node:crypto";
import { VENDOR } from "../addresses";
import type { Behaviour } from "../fake-vendor/behaviour";
import type { SentNotice } from "../fake-vendor/notices";
import type { RecordedRequest } from "../fake-vendor/recorder";

/** A createTask body as the stand-in received it. */
export interface CreateTaskBody {
  readonly model: string;
  readonly callBackUrl: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** A task that the stand-in made. */
export interface MadeTask {
  readonly taskId: string;
  readonly callBackUrl: string;
  readonly audioUrl: string;
}

interface Seen {
  readonly requests: readonly RecordedRequest[];
  readonly notices: readonly SentNotice[];
  readonly tasks: readonly MadeTask[];
}

async function seen(): Promise<Seen> {
  const response = await fetch(`${VENDOR.url}/__control/requests`);
  return (await response.json()) as Seen;
}

/** Says how the next createTask whose body contains `text` goes, and those after it, in order. */
export async function behave(text: string, ...behaviours: readonly Behaviour[]): Promise<void> {
  const response = await fetch(`${VENDOR.url}/__control/behaviour`, {
    method: "POST",
    body: JSON.stringify({ next: behaviours.map((behaviour) => ({ ...behaviour, whenIncludes: text })) }),
  });
  if (!response.ok) throw new Error(`The stand-in refused a behaviour: ${await response.text()}`);
}

/** The createTask bodies that contain `text`, in the order in which they came. */
export async function createTasks(text: string): Promise<CreateTaskBody[]> {
  const { requests } = await seen();
  return requests
    .filter(({ path, body }) => path === "/api/v1/jobs/createTask" && body?.includes(text) === true)
    .map(({ body }) => JSON.parse(body ?? "") as CreateTaskBody);
}

/** The only createTask body that contains `text`. */
export async function onlyCreateTask(text: string): Promise<CreateTaskBody> {
  const [body, ...others] = await createTasks(text);
  if (body === undefined || others.length > 0) throw new Error(`Expected one createTask, not ${body === undefined ? 0 : others.length + 1}.`);
  return body;
}

/** The task that the stand-in made of the last createTask that contains `text`. */
export async function madeTask(text: string): Promise<MadeTask> {
  const callBackUrl = (await createTasks(text)).at(-1)?.callBackUrl;
  const task = (await seen()).tasks.find((candidate) => candidate.callBackUrl === callBackUrl);
  if (task === undefined) throw new Error("The stand-in has made no task of this text.");
  return task;
}

/** How often a task's record was read. */
export async function looksAt({ taskId }: MadeTask): Promise<number> {
  const { requests } = await seen();
  return requests.filter(({ path, query }) => path.endsWith("/recordInfo") && query["taskId"] === taskId).length;
}

/** How often a task's result was fetched. */
export async function fetchesOf({ audioUrl }: MadeTask): Promise<number> {
  const { requests } = await seen();
  return requests.filter(({ path }) => path === new URL(audioUrl).pathname).length;
}

/** The HTTP statuses that the app answered a task's callbacks with. */
export async function noticeStatuses({ taskId }: MadeTask): Promise<(number | null)[]> {
  const { notices } = await seen();
  return notices.filter((notice) => notice.taskId === taskId).map(({ status }) => status);
}

/** Sends a rightly signed callback that names `taskId`; gives the HTTP status of the answer. */
export async function callBack(callBackUrl: string, taskId: string): Promise<number> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac("sha256", VENDOR.webhookKey).update(`${taskId}.${timestamp}`).digest("base64");
  const response = await fetch(callBackUrl, {
    method: "POST",
    headers: { "content-type": "application/json", "x-webhook-timestamp": timestamp, "x-webhook-signature": signature },
    body: JSON.stringify({ code: 200, msg: "success", data: { taskId } }),
  });
  return response.status;
}

/** Has the app read a task's record again, by callbacks that say nothing but "look", until it did `times` times in all. */
export async function haveLookedAt(task: MadeTask, times: number): Promise<void> {
  while ((await looksAt(task)) < times) {
    const status = await callBack(task.callBackUrl, task.taskId);
    if (status !== 200) throw new Error(`A callback was answered with HTTP ${status}.`);
  }
}
