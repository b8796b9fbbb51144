import { createHash, createHmac } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { Readable } from "node:stream";
import { expect, vi } from "vitest";
import type { Behaviour } from "../fake-vendor/behaviour";
import type { FakeTask } from "../fake-vendor/task";
import { startTestInstance } from "@/lib/tasks/test-instance";

const WAIT_MS = 20_000;

/** A task whose callbacks a test sends, and what the test needs for it. */
export interface Called {
  readonly task: FakeTask;
  readonly taskId: string;
  readonly url: string;
  /** The body that the vendor sends. */
  readonly body: string;
  /** Headers as the vendor signs them; `ageSeconds` ago, of `vendorTaskId`, with `key`. */
  readonly sign: (change?: { ageSeconds?: number; vendorTaskId?: string; key?: string }) => Record<string, string>;
  /** Sends a callback; gives the answer's status. */
  readonly post: (body: string | Buffer, headers?: Record<string, string>, url?: string) => Promise<number>;
  readonly ended: () => Promise<void>;
}

/**
 * The app as callbacks reach it, in this process, with its work running, signed where there is a `webhookKey`; and the end that a take has whose
 * callback came once, properly.
 */
export async function startCalledApp(webhookKey: string | undefined) {
  let handle: (request: Request) => Promise<Response> = () => Promise.reject(new Error("It has not started"));
  const server = createServer((incoming, outgoing) => {
    const url = `http://${incoming.headers.host ?? ""}${incoming.url ?? ""}`;
    const headers = new Headers(Object.entries(incoming.headersDistinct).flatMap(([field, values]) => (values ?? []).map((value): [string, string] => [field, value])));
    const init = { method: "POST", headers, body: Readable.toWeb(incoming) as ReadableStream<Uint8Array>, duplex: "half" };
    void handle(new Request(url, init)).then(
      async (response) => outgoing.writeHead(response.status, { connection: "close" }).end(await response.text()),
      () => outgoing.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const instance = await startTestInstance({ CALLBACK_BASE_URL: origin, ...(webhookKey === undefined ? {} : { KIE_WEBHOOK_KEY: webhookKey }) });
  const { db, vendor, insertTake, requireRow, dataDir } = instance;
  const { POST } = await import("@/app/api/callbacks/[token]/route");
  const { hashCallbackToken, tokenOfCallbackUrl } = await import("@/lib/tasks/callback-token");
  const { keepHandler } = await import("@/lib/tasks/keep");
  const { lookHandler } = await import("@/lib/tasks/observe");
  const { filesOf } = await import("@/lib/tasks/store");
  const { submitHandler } = await import("@/lib/tasks/submit");
  const { askFor, SUBMIT_WORK } = await import("@/lib/tasks/transitions");
  const { startWork } = await import("@/lib/work/runner");
  handle = (request) => POST(request, { params: Promise.resolve({ token: new URL(request.url).pathname.split("/").at(-1) ?? "" }) });
  startWork([submitHandler, lookHandler, keepHandler]);

  const stateOf = async (id: string) => (await requireRow(id)).state;
  const endedOf = (id: string) => () => vi.waitFor(async () => expect(["success", "fail"]).toContain(await stateOf(id)), WAIT_MS);

  async function makeTake(name: string, behaviour: Behaviour): Promise<Called> {
    const marker = `marker ${name}`;
    vendor.behave({ next: [{ whenIncludes: marker, ...behaviour }] });
    const { id } = await insertTake({ text: "The same words for all", previousText: marker, timestamps: true });
    await askFor(SUBMIT_WORK, id);
    const task = await vi.waitFor(() => {
      const found = vendor.tasks.find(({ request }) => request.input["previous_text"] === marker);
      if (found === undefined) throw new Error("It was not sent");
      return found;
    }, WAIT_MS);
    const url = task.request.callBackUrl ?? "";
    return {
      task,
      taskId: id,
      url,
      body: JSON.stringify(task.notice()),
      ended: endedOf(id),
      sign: ({ ageSeconds = 0, vendorTaskId = task.taskId, key = webhookKey ?? "" } = {}) => {
        if (webhookKey === undefined && key === "") return {};
        const stamp = String(Math.floor(Date.now() / 1000) - ageSeconds);
        return { "x-webhook-timestamp": stamp, "x-webhook-signature": createHmac("sha256", key).update(`${vendorTaskId}.${stamp}`).digest("base64") };
      },
      post: async (body, headers = {}, to = url) => {
        const response = await fetch(to, { method: "POST", headers: { "content-type": "application/json", ...headers }, body: typeof body === "string" ? body : new Uint8Array(body) });
        await response.arrayBuffer();
        return response.status;
      },
    };
  }

  /** Everything that is known of a task and was kept of it, apart from ids and times. */
  async function endOf({ taskId, task }: Called) {
    const row = await requireRow(taskId);
    await vi.waitFor(async () => expect(await db.selectFrom("work").selectAll().where("subject_id", "=", taskId).execute()).toEqual([]), WAIT_MS);
    const files = await Promise.all(
      (await filesOf(db, [taskId])).map(async (file) => {
        const bytes = await readFile(path.join(dataDir, "files", file.storage_key));
        const text = file.content_type === "application/json" ? bytes.toString().replaceAll(task.taskId, "id") : bytes;
        return { role: file.role, type: file.content_type, durationMs: file.duration_ms, sha256: createHash("sha256").update(text).digest("hex"), isWhole: createHash("sha256").update(bytes).digest("hex") === file.sha256 };
      }),
    );
    const sent = vendor.requests.filter(({ path: to, body }) => to.endsWith("/createTask") && (body ?? "").includes(String(task.request.input["previous_text"]))).length;
    return {
      state: row.state,
      failure: row.failure_json,
      result: row.result_json,
      credits: row.credits_consumed,
      isOurs: row.vendor_task_id === task.taskId && row.callback_token_hash === hashCallbackToken(tokenOfCallbackUrl(task.request.callBackUrl ?? "") ?? ""),
      sent,
      made: vendor.tasks.filter(({ request }) => request.input["previous_text"] === task.request.input["previous_text"]).length,
      files: files.toSorted((left, right) => (left.role < right.role ? -1 : 1)),
    };
  }

  const other = await makeTake("of a take that fails", { steps: [{ state: "fail" }], callback: "none" });
  await other.ended();
  const proper = await makeTake("of a take that is called back for once", { steps: [{ state: "success" }], callback: "none", timings: "words" });
  expect(await proper.post(proper.body, proper.sign())).toBe(200);
  await proper.ended();
  const properEnd = await endOf(proper);
  expect(properEnd).toMatchObject({ state: "success", failure: null, credits: 12.5, isOurs: true, sent: 1, made: 1 });
  expect(properEnd.files.map(({ role, isWhole }) => [role, isWhole])).toEqual([["audio", true], ["peaks", true], ["vendor-result", true], ["words", true]]);
  return {
    makeTake,
    endOf,
    other: other.task.taskId,
    properEnd,
    close: async () => {
      await instance.close();
      server.closeAllConnections();
      server.close();
    },
  };
}
