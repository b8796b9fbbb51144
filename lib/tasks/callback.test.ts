import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { claimedWork, startTestInstance } from "./test-instance";

const instance = await startTestInstance();
const { db, vendor, insertTake, sendTake, requireRow, reaches } = instance;
const { startWork } = await import("@/lib/work/runner");
const { lookNow, requireTaskByToken } = await import("./callback");
const { tokenOfCallbackUrl } = await import("./callback-token");
const { keepHandler } = await import("./keep");
const { TASK_TIMEOUT_MS } = await import("./lifecycle");
const { look, lookHandler } = await import("./observe");
const { moveTask } = await import("./store");
const { submitHandler } = await import("./submit");
const { LOOK_WORK, SUBMIT_WORK } = await import("./transitions");

beforeEach(instance.reset);
afterEach(() => vi.useRealTimers());
afterAll(instance.close);
startWork([keepHandler]);

const stateOf = async (id: string) => (await requireRow(id)).state;

/** What the callbacks route does, after the signature. */
async function callBack(token: string, candidateId: string): Promise<void> {
  await lookNow(await requireTaskByToken(token), [candidateId]);
}

/** The token of the last request that was sent. */
function lastToken(): string {
  const { body } = vendor.requests.findLast(({ path }) => path.endsWith("/createTask")) ?? {};
  const { callBackUrl } = JSON.parse(body ?? "{}") as { callBackUrl?: string };
  return tokenOfCallbackUrl(callBackUrl ?? "") ?? "";
}

async function workPayload(id: string): Promise<string | null | undefined> {
  const row = await db.selectFrom("work").select("payload").where("subject_id", "=", id).where("kind", "=", LOOK_WORK).executeTakeFirst();
  return row?.payload;
}

/** Runs the look that a callback asked for, until it asks for no other. */
async function runLooks(id: string): Promise<void> {
  const payload = (await workPayload(id)) ?? null;
  for (let attempts = 1; attempts < 100; attempts += 1) {
    const result = await lookHandler.run(claimedWork(LOOK_WORK, id, { payload, attempts }), AbortSignal.timeout(30_000));
    if (result === undefined) return;
  }
  throw new Error("The looks do not end");
}

describe("a callback", () => {
  it("that comes before createTask's answer adopts the task, and the answer changes nothing", async () => {
    vendor.behave({ next: [{ create: { kind: "hang" }, taskCreated: true, steps: [{ state: "success" }] }] });
    const { id } = await insertTake();
    const sending = submitHandler.run(claimedWork(SUBMIT_WORK, id), AbortSignal.timeout(30_000));
    await vi.waitFor(() => expect(vendor.tasks).toHaveLength(1));
    const [task] = vendor.tasks;
    await callBack(lastToken(), task?.taskId ?? "");
    await runLooks(id);
    await reaches(id, "success");
    vendor.disconnect();
    await sending;
    expect(await requireRow(id)).toMatchObject({ state: "success", vendor_task_id: task?.taskId });
  });

  it("adopts an unconfirmed task whose record has this task's callback address", async () => {
    const { id } = await sendTake({ create: { kind: "html-502" }, taskCreated: true, steps: [{ state: "success" }] });
    expect(await stateOf(id)).toBe("unconfirmed");
    await callBack(lastToken(), vendor.tasks[0]?.taskId ?? "");
    await runLooks(id);
    await reaches(id, "success");
    expect(vendor.tasks).toHaveLength(1);
  });

  it("does not adopt another task of the account, nor one that does not exist", async () => {
    const other = await sendTake({ steps: [{ state: "success" }] });
    const { id, version } = await sendTake({ create: { kind: "html-502" } });
    for (const forged of [other.vendor_task_id ?? "", "no-such-task"]) {
      await callBack(lastToken(), forged);
      await runLooks(id);
      expect(await requireRow(id)).toMatchObject({ state: "unconfirmed", vendor_task_id: null, version });
    }
  });

  it("is not pushed out by one that names another task, before it or after it", async () => {
    const other = await sendTake({ steps: [{ state: "generating" }] });
    const { id } = await sendTake({ create: { kind: "html-502" }, taskCreated: true, steps: [{ state: "success" }] });
    for (const named of ["no-such-task", vendor.tasks[1]?.taskId ?? "", other.vendor_task_id ?? "", "x".repeat(200)]) await callBack(lastToken(), named);
    await runLooks(id);
    await reaches(id, "success");
    expect(await requireRow(id)).toMatchObject({ vendor_task_id: vendor.tasks[1]?.taskId });
  });

  it("for a task that is being sent ends nothing by not being known yet", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const { id } = await sendTake({ create: { kind: "html-502" } });
    await moveTask(db, id, { from: ["unconfirmed"] }, { state: "submitting", failure: null, now: Date.now() });
    vi.setSystemTime(Date.now() + 2 * TASK_TIMEOUT_MS);
    for (let looks = 0; looks < 10; looks += 1) {
      vi.setSystemTime(Date.now() + 60_000);
      expect(await look(id, { candidates: "no-such-task" })).toMatchObject({ againAt: expect.any(Number) as number });
    }
    expect(await stateOf(id)).toBe("submitting");
  });

  it("is not forgotten when the record cannot be read just then", async () => {
    const { id } = await sendTake({ create: { kind: "html-502" }, taskCreated: true, steps: [{ state: "success" }], unknownAnswers: { count: 1, code: 422 } });
    vendor.behave({ nextQueries: [{ kind: "html-502" }] });
    await callBack(lastToken(), vendor.tasks[0]?.taskId ?? "");
    await runLooks(id);
    await reaches(id, "success");
  });

  it("names no other task once the vendor's id is known", async () => {
    const { id, vendor_task_id } = await sendTake({ steps: [{ state: "fail" }] });
    await callBack(lastToken(), "a-forged-id");
    expect(await workPayload(id)).toBeNull();
    await runLooks(id);
    expect(vendor.requests.map(({ query }) => query["taskId"])).not.toContain("a-forged-id");
    expect(vendor_task_id).not.toBeNull();
  });

  it("under a token that is not ours is not found", async () => {
    await sendTake();
    await expect(requireTaskByToken("x".repeat(43))).rejects.toMatchObject({ status: 404 });
  });

  it("finds a task that is cancelled or ended, and changes nothing", async () => {
    const { id } = await sendTake({ create: { kind: "html-502" }, taskCreated: true, steps: [{ state: "success" }] });
    await moveTask(db, id, { from: ["unconfirmed"] }, { state: "cancelled", failure: null, now: 1 });
    await callBack(lastToken(), vendor.tasks[0]?.taskId ?? "");
    await runLooks(id);
    expect(await stateOf(id)).toBe("cancelled");
  });
});
