import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { startTestInstance } from "./test-instance";

const COOKIE = "a".repeat(43);
vi.mock("next/headers", () => ({ cookies: () => Promise.resolve({ get: () => ({ value: COOKIE }), set: () => undefined }) }));

const instance = await startTestInstance();
const { db, insertTake, requireRow } = instance;
const { readOwner } = await import("@/lib/sessions/owner");
const { cancelTask, deleteTask, retryTask } = await import("./actions");
const { UNCONFIRMED_RETRY_MS } = await import("./lifecycle");
const { TASK_STATES } = await import("./states");
type TaskState = (typeof TASK_STATES)[number];

beforeEach(async () => {
  await instance.reset();
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => vi.useRealTimers());
afterAll(instance.close);

/** A take of who asks, in this state since now. */
async function ownTake(state: TaskState): Promise<string> {
  const { id } = await insertTake();
  const owner_id = (await readOwner())?.id ?? "";
  await db.updateTable("task").set({ owner_id, state, state_since: Date.now() }).where("id", "=", id).execute();
  return id;
}

const countTasks = async () => (await db.selectFrom("task").select("id").execute()).length;

describe("sending once more", () => {
  it.each(TASK_STATES)("a take that is %s is done only when nothing can come of it, or may have been lost for ten minutes", async (state) => {
    const taskId = await ownTake(state);
    const atOnce = await retryTask({ taskId, runId: "at-once-1" });
    expect(atOnce.ok).toBe(state === "fail" || state === "cancelled");
    vi.setSystemTime(Date.now() + UNCONFIRMED_RETRY_MS);
    const later = await retryTask({ taskId, runId: "later-on-1" });
    expect(later.ok).toBe(atOnce.ok || state === "unconfirmed");
    if (!later.ok) expect(later.problems).toMatchObject([{ code: "retry_too_early" }]);
    expect(await countTasks()).toBe(1 + Number(atOnce.ok) + Number(later.ok));
    expect((await requireRow(taskId)).state).toBe(state);
  });

  it("is one task, however often the same press comes", async () => {
    const taskId = await ownTake("fail");
    const answers = await Promise.all(Array.from({ length: 5 }, () => retryTask({ taskId, runId: "same-press" })));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await countTasks()).toBe(2);
  });
});

describe("cancelling", () => {
  it.each(TASK_STATES)("a take that is %s is done only before it is sent", async (state) => {
    const taskId = await ownTake(state);
    const answer = await cancelTask({ taskId });
    expect(answer.ok).toBe(state === "pending");
    expect((await requireRow(taskId)).state).toBe(state === "pending" ? "cancelled" : state);
  });
});

describe("what belongs to somebody else", () => {
  it("is neither cancelled, sent again nor deleted", async () => {
    const { id: taskId } = await insertTake();
    for (const answer of [await cancelTask({ taskId }), await retryTask({ taskId, runId: "not-mine-1" }), await deleteTask({ taskId })]) {
      expect(answer).toMatchObject({ ok: false, problems: [{ code: "not_found" }] });
    }
    expect(await requireRow(taskId)).toMatchObject({ state: "pending" });
  });
});
