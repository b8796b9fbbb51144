import { createHash, createHmac } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Behaviour } from "../fake-vendor/behaviour";
import type { FakeTask } from "../fake-vendor/task";
import { startTestInstance } from "@/lib/tasks/test-instance";

const MEGABYTE = 1024 * 1024;
const WAIT_MS = 20_000;

/** A task whose callbacks a test sends, and what the test needs for it. */
interface Called {
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

interface Way {
  readonly name: string;
  readonly behaviour?: Behaviour;
  readonly call: (called: Called, isSigned: boolean) => Promise<void>;
}

const another = (body: string, taskId: string) => JSON.stringify({ ...(JSON.parse(body) as object), data: { taskId, state: "fail" } });
const padded = (body: string, bytes: number) => JSON.stringify({ padding: "\\\"".repeat(bytes / 4), ...(JSON.parse(body) as object) });
/** The vendor has made a task, and its answer to createTask never comes. */
const UNANSWERED: Behaviour = { create: { kind: "html-502" }, taskCreated: true };

/** Every way in which callbacks may come; each is to have the end that one proper callback has. With the two that they are held against they are as many as the vendor takes at once. */
const WAYS: readonly Way[] = [
  { name: "never", call: () => Promise.resolve() },
  {
    name: "late, when the end is known, and once more with the same stamp",
    call: async ({ post, body, sign, ended }) => {
      await ended();
      const headers = sign({ ageSeconds: 600 });
      for (let time = 0; time < 2; time += 1) expect(await post(body, headers)).toBe(200);
    },
  },
  { name: "twice", call: async ({ post, body, sign }) => expect([await post(body, sign()), await post(body, sign())]).toEqual([200, 200]) },
  {
    name: "a hundred times at once",
    call: async ({ post, body, sign }) => expect(new Set(await Promise.all(Array.from({ length: 100 }, () => post(body, sign()))))).toEqual(new Set([200])),
  },
  {
    name: "with the states in the wrong order",
    call: async ({ post, body, sign }) => {
      for (const state of ["success", "waiting", "fail", "generating"]) {
        const said = JSON.parse(body) as { data: object };
        expect(await post(JSON.stringify({ ...said, data: { ...said.data, state, resultJson: "" } }), sign())).toBe(200);
      }
    },
  },
  { name: "before createTask's own answer", behaviour: { create: { kind: "slow", delayMs: 300 } }, call: async ({ post, body, sign }) => expect(await post(body, sign())).toBe(200) },
  { name: "although createTask's own answer never comes", behaviour: UNANSWERED, call: async ({ post, body, sign }) => expect(await post(body, sign())).toBe(200) },
  {
    name: "before the record can be read",
    behaviour: { ...UNANSWERED, unknownAnswers: { count: 3, code: 422 } },
    call: async ({ post, body, sign }) => expect(await post(body, sign())).toBe(200),
  },
  {
    name: "for a token that was never given",
    call: async ({ post, body, sign, url }) => expect(await post(body, sign(), url.replace(/[^/]+$/, "x".repeat(43)))).toBe(404),
  },
  {
    name: "signed with another key, or with a stale stamp",
    call: async ({ post, body, sign }, isSigned) => {
      for (const change of [{ key: "another key" }, { ageSeconds: 3_700 }, { ageSeconds: -3_700 }]) expect(await post(body, sign(change))).toBe(isSigned ? 401 : 200);
    },
  },
  { name: "with 20 MB that are valid", behaviour: UNANSWERED, call: async ({ post, body, sign }) => expect(await post(padded(body, 20 * MEGABYTE), sign())).toBe(200) },
  { name: "with 20 MB of garbage", call: async ({ post, sign }, isSigned) => expect(await post(Buffer.alloc(20 * MEGABYTE, "{[\"x"), sign())).toBe(isSigned ? 401 : 200) },
  { name: "with more than any callback has", call: async ({ post, body, sign }) => expect(await post(padded(body, 66 * MEGABYTE), sign()).catch(() => 413)).toBe(413) },
  { name: "cut short", call: ({ url, body, sign }) => breakOff(url, body, sign()) },
  {
    name: "as another type",
    call: async ({ post, body, sign }) => {
      for (const type of ["text/html", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/octet-stream"]) {
        expect(await post(body, { ...sign(), "content-type": type })).toBe(200);
      }
    },
  },
  {
    name: "as nothing, or as garbage",
    call: async ({ post, sign }, isSigned) => {
      for (const body of ["", "null", "[]", "garbage", '{"data":', '{"data":{"taskId":7e999}}', "\0\0", "\u{feff}{}"]) expect(await post(body, sign())).toBe(isSigned ? 401 : 200);
    },
  },
  {
    name: "naming another task before and after it names this one, while only callbacks know its id",
    behaviour: UNANSWERED,
    call: async ({ post, body, sign }) => {
      const others = ["no-such-task", otherVendorTaskId()];
      const bodies = [another(body, others[0] ?? ""), body, ...others.map((id) => another(body, id))];
      const ids = [others[0], undefined, ...others];
      expect(await Promise.all(bodies.map((said, index) => post(said, sign(ids[index] === undefined ? {} : { vendorTaskId: ids[index] }))))).toEqual([200, 200, 200, 200]);
    },
  },
  {
    name: "naming another task, whose verdict is another",
    call: async ({ post, body, sign }) => expect(await post(another(body, otherVendorTaskId()), sign({ vendorTaskId: otherVendorTaskId() }))).toBe(200),
  },
];

let otherVendorTaskId = (): string => "";

/** Sends half of a body and breaks the connection. */
async function breakOff(url: string, body: string, headers: Record<string, string>): Promise<void> {
  await new Promise<void>((resolve) => {
    const request = send(url, { method: "POST", headers: { ...headers, "content-length": Buffer.byteLength(body) } });
    request.on("error", () => undefined).on("close", resolve);
    request.write(body.slice(0, body.length / 2), () => request.destroy());
  });
}

/** Tests every way in an app with this webhook key, or without one. */
export function testCallbacks(webhookKey: string | undefined): void {
  describe(`callbacks, ${webhookKey === undefined ? "where none is signed" : "where each must be signed"}`, () => {
    let app: Awaited<ReturnType<typeof startApp>>;
    beforeAll(async () => {
      vi.useRealTimers();
      app = await startApp(webhookKey);
      otherVendorTaskId = () => app.other;
    });
    afterAll(() => app.close());

    for (const { name, behaviour, call } of WAYS) {
      it.concurrent(`that come ${name} lead to the same end as one that comes once, properly`, { timeout: 60_000 }, async () => {
        const called = await app.makeTake(name, { steps: [{ state: "success" }], callback: "none", timings: "words", ...behaviour });
        await call(called, webhookKey !== undefined);
        await called.ended();
        expect(await app.endOf(called)).toEqual(app.properEnd);
      });
    }
  });
}

async function startApp(webhookKey: string | undefined) {
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
