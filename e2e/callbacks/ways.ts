import { request as send } from "node:http";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Behaviour } from "../fake-vendor/behaviour";
import { type Called, startCalledApp } from "./called-app";

const MEGABYTE = 1024 * 1024;

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
    let app: Awaited<ReturnType<typeof startCalledApp>>;
    beforeAll(async () => {
      vi.useRealTimers();
      app = await startCalledApp(webhookKey);
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
