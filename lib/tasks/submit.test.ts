import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { startFakeVendor } from "@/e2e/fake-vendor/fake-vendor";
import type { Behaviour } from "@/e2e/fake-vendor/behaviour";
import { claimedWork, startTestInstance } from "./test-instance";

const instance = await startTestInstance();
const { db, vendor, insertTake, sendTake, requireRow, reaches, failureOf, sentRequests } = instance;
const { startWork } = await import("@/lib/work/runner");
const { hashCallbackToken, tokenOfCallbackUrl } = await import("./callback-token");
const { resumeTasks } = await import("./resume");
const { moveTask } = await import("./store");
const { submitHandler } = await import("./submit");
const { askFor, SUBMIT_WORK } = await import("./transitions");

beforeEach(instance.reset);
afterAll(instance.close);
startWork([submitHandler]);

/** A take that the runner sends. */
async function submitTake(behaviour: Behaviour = {}): Promise<string> {
  vendor.behave({ next: [behaviour] });
  const { id } = await insertTake();
  await askFor(SUBMIT_WORK, id);
  return id;
}

const workOf = (id: string) => db.selectFrom("work").selectAll().where("subject_id", "=", id).execute();

function tokenOf(request: { body: string | null } | undefined): string {
  const { callBackUrl } = JSON.parse(request?.body ?? "{}") as { callBackUrl?: string };
  return tokenOfCallbackUrl(callBackUrl ?? "") ?? "";
}

describe("sending a task", () => {
  it("commits the row, its state and its token before the vendor has the request", async () => {
    const id = await submitTake({ create: { kind: "hang" } });
    await vi.waitFor(() => expect(sentRequests()).toHaveLength(1));
    const row = await requireRow(id);
    expect(row).toMatchObject({ state: "submitting", vendor_task_id: null });
    expect(row.submitted_at).toBeLessThanOrEqual(Date.now());
    expect(row.callback_token_hash).toBe(hashCallbackToken(tokenOf(sentRequests()[0])));
    vendor.disconnect();
    await reaches(id, "unconfirmed");
    expect(sentRequests()).toHaveLength(1);
  });

  it("stores only the hash of the callback's token", async () => {
    const id = await submitTake();
    await reaches(id, "waiting");
    const token = tokenOf(sentRequests()[0]);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(JSON.stringify(await requireRow(id))).not.toContain(token);
  });

  it("notes the vendor's id and asks to look later", async () => {
    const id = await submitTake();
    await reaches(id, "waiting");
    expect(await requireRow(id)).toMatchObject({ vendor_task_id: vendor.tasks[0]?.taskId, failure_json: null });
    await vi.waitFor(async () => expect(await workOf(id)).toMatchObject([{ kind: "look" }]));
  });

  it("sends what was asked for, field for field", async () => {
    const take = await insertTake({ text: "Zwei\nZeilen", speed: 0.7, timestamps: true, previousText: "before" });
    await askFor(SUBMIT_WORK, take.id);
    await reaches(take.id, "waiting");
    expect(JSON.parse(sentRequests()[0]?.body ?? "")).toMatchObject({
      model: "elevenlabs/text-to-speech-multilingual-v2",
      input: { text: "Zwei\nZeilen", voice: "Rachel", stability: 0.5, similarity_boost: 0.75, style: 0, speed: 0.7, timestamps: true, previous_text: "before" },
    });
  });
});

describe("a refusal", () => {
  it.each([
    [401, "vendor_key_rejected"],
    [402, "vendor_credits_exhausted"],
    [404, "vendor_not_found"],
    [408, "vendor_silent"],
    [422, "vendor_rejected_input"],
    [433, "vendor_key_limit"],
    [455, "vendor_maintenance"],
    [500, "vendor_error"],
    [501, "vendor_generation_failed"],
    [505, "vendor_feature_disabled"],
    [599, "vendor_unknown_code"],
  ])("with the code %i ends the task with the vendor's words and verdict, also beside a task id", async (code, ours) => {
    const { id } = await sendTake({ create: { kind: "code", code, message: "The vendor's own words", withTaskId: true } });
    expect(await requireRow(id)).toMatchObject({ state: "fail", vendor_task_id: null });
    expect(await failureOf(id)).toMatchObject({ code: ours, vendorCode: code, vendorMessage: "The vendor's own words", verdict: "vendor" });
    expect(sentRequests()).toHaveLength(1);
  });

  it("of the rate is waited for, and the task is sent again with another token", async () => {
    const id = await submitTake({ create: { kind: "http-429", retryAfterSeconds: 0 } });
    await reaches(id, "waiting");
    expect(sentRequests()).toHaveLength(2);
    expect(tokenOf(sentRequests()[0])).not.toBe(tokenOf(sentRequests()[1]));
    expect(vendor.tasks).toHaveLength(1);
  });

  it.each([
    { kind: "code", code: 429 } as const,
    { kind: "http-429", retryAfterSeconds: 60 } as const,
  ])("of the rate ($kind) leaves the task pending, not sent, with its time to try again", async (create) => {
    vendor.behave({ next: [{ create }] });
    const take = await insertTake();
    const now = Date.now();
    const result = await submitHandler.run(claimedWork(SUBMIT_WORK, take.id), AbortSignal.timeout(30_000));
    expect(result?.againAt).toBeGreaterThanOrEqual(now + (create.kind === "code" ? 10_000 : 60_000));
    expect(await requireRow(take.id)).toMatchObject({ state: "pending", submitted_at: null, callback_token_hash: null });
  });

  it("of the rate holds up what would be sent next", async () => {
    const refused = await submitTake({ create: { kind: "http-429", retryAfterSeconds: 1 } });
    await vi.waitFor(() => expect(sentRequests()).toHaveLength(1));
    const next = await submitTake();
    await reaches(next, "waiting");
    await reaches(refused, "waiting");
    const [, second] = sentRequests();
    expect(second?.body).toContain(refused);
  });
});

describe("an answer that never came, or was none", () => {
  it.each([
    { create: { kind: "html-502" } },
    { create: { kind: "broken-json" } },
    { create: { kind: "no-task-id" } },
    { create: { kind: "reset-after-reading" } },
    { create: { kind: "reset-before-reading" } },
    { create: { kind: "code", code: 502, status: 502 } },
    { create: { kind: "html-502" }, taskCreated: true },
  ] satisfies Behaviour[])("leaves the task unconfirmed and never sends it again: %j", async (behaviour) => {
    const id = await submitTake(behaviour);
    await reaches(id, "unconfirmed");
    expect(await failureOf(id)).toMatchObject({
      code: "unconfirmed",
      verdict: "ours",
      message: expect.stringMatching(/^(No answer came when this was sent|This was sent\. (A gateway in front of t|T)he [^.]+), so it may have been made and charged, or not\. /u) as unknown,
      // Only the vendor's words are shown as the vendor's.
      vendorMessage: ["code", "no-task-id"].includes(behaviour.create.kind) ? (expect.any(String) as unknown) : null,
    });
    expect((await requireRow(id)).callback_token_hash).not.toBeNull();
    await vi.waitFor(async () => expect(await workOf(id)).toEqual([]));
    await resumeTasks();
    await submitHandler.run(claimedWork(SUBMIT_WORK, id), AbortSignal.timeout(30_000));
    expect(sentRequests()).toHaveLength(1);
    expect((await requireRow(id)).state).toBe("unconfirmed");
  });

  it("leaves a task unconfirmed that an earlier life of the process was sending", async () => {
    const take = await insertTake();
    await moveTask(db, take.id, { from: ["pending"] }, { state: "submitting", failure: null, now: 1, submitted_at: 1, callback_token_hash: "hash" });
    await resumeTasks();
    await askFor(SUBMIT_WORK, take.id);
    await reaches(take.id, "unconfirmed");
    expect(sentRequests()).toEqual([]);
    expect((await requireRow(take.id)).callback_token_hash).toBe("hash");
  });
});

describe("two runs at once", () => {
  it("send one request", async () => {
    const { id } = await insertTake();
    await Promise.all(Array.from({ length: 5 }, () => submitHandler.run(claimedWork(SUBMIT_WORK, id), AbortSignal.timeout(30_000))));
    expect(sentRequests()).toHaveLength(1);
    expect((await requireRow(id)).callback_token_hash).toBe(hashCallbackToken(tokenOf(sentRequests()[0])));
  });
});

describe("what was not sent", () => {
  it("stays unsent when it was cancelled, and ends when its engine is another", async () => {
    const cancelled = await insertTake();
    await moveTask(db, cancelled.id, { from: ["pending"] }, { state: "cancelled", failure: null, now: 1 });
    const others = await insertTake();
    await db.updateTable("task").set({ engine: "local" }).where("id", "=", others.id).execute();
    for (const { id } of [cancelled, others]) await submitHandler.run(claimedWork(SUBMIT_WORK, id), AbortSignal.timeout(30_000));
    expect((await requireRow(cancelled.id)).state).toBe("cancelled");
    expect(await failureOf(others.id)).toMatchObject({ code: "engine_changed", verdict: "ours" });
    expect(sentRequests()).toEqual([]);
  });

  it("is tried a few times, then ends with the word that nothing was sent", async () => {
    const port = Number(new URL(vendor.origin).port);
    await vendor.close();
    const id = await submitTake();
    await reaches(id, "fail");
    expect(await failureOf(id)).toMatchObject({ code: "vendor_unreachable", verdict: "ours", vendorCode: null });
    expect(JSON.stringify(await failureOf(id))).toContain("Nothing was sent or charged.");
    await vi.waitFor(async () => expect(await workOf(id)).toEqual([]));

    const revived = await startFakeVendor({ port, apiKey: vendor.apiKey });
    const { id: later } = await insertTake();
    await askFor(SUBMIT_WORK, later);
    await reaches(later, "waiting");
    await revived.close();
  });
});
