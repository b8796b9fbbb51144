import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { startTestInstance } from "./test-instance";

const instance = await startTestInstance();
const { db, insertTake, requireRow } = instance;
const { DEFAULT_SETTINGS } = await import("@/lib/speech/settings");
const { listTasks } = await import("./list-store");
const { adoptVendorTask, hashInputs, insertTask, moveTask } = await import("./store");

beforeEach(instance.reset);
afterAll(instance.close);

const input = { ...DEFAULT_SETTINGS, text: "Hello", previousText: "", nextText: "" };

function click(id: string, change: { ownerId?: string; runId?: string; text?: string } = {}) {
  const asked = { ...input, text: change.text ?? input.text };
  const { ownerId = "somebody", runId = "run-1" } = change;
  return { id, ownerId, purpose: "take", engine: "vendor", runId, inputHash: hashInputs([asked]), order: { kind: "speech", input: asked, comparisonId: null } } as const;
}

describe("insertTask", () => {
  it("makes one row of the same click, however often and at once it comes", async () => {
    const made = await Promise.all(["a", "b", "c", "d"].map((id) => insertTask(db, click(id), 1)));
    expect(made.filter(({ inserted }) => inserted)).toHaveLength(1);
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect(made.every(({ sameInput }) => sameInput)).toBe(true);
    expect(await db.selectFrom("task").selectAll().execute()).toHaveLength(1);
  });

  it("says when the click then asked for something else, and changes nothing", async () => {
    await insertTask(db, click("a"), 1);
    expect(await insertTask(db, click("b", { text: "Other" }), 2)).toEqual({ id: "a", inserted: false, sameInput: false });
    expect((await requireRow("a")).input_json).toContain("Hello");
  });

  it("keeps the clicks of two owners apart", async () => {
    await insertTask(db, click("a"), 1);
    expect(await insertTask(db, click("b", { ownerId: "another" }), 1)).toEqual({ id: "b", inserted: true, sameInput: true });
  });
});

describe("hashInputs", () => {
  it("does not mind the order of the fields, and tells every value and the number of voices", () => {
    const shuffled = Object.fromEntries(Object.entries(input).reverse()) as unknown as typeof input;
    expect(hashInputs([shuffled])).toBe(hashInputs([input]));
    expect(hashInputs([{ ...input, speed: 1.01 }])).not.toBe(hashInputs([input]));
    expect(hashInputs([input, input])).not.toBe(hashInputs([input]));
  });
});

describe("moveTask", () => {
  const to = { state: "waiting", failure: null, now: 5 } as const;

  it("moves a task once for each version that it was decided on", async () => {
    const { id, version } = await insertTake();
    const moved = await Promise.all([1, 2, 3].map(() => moveTask(db, id, { version }, to)));
    expect(moved.filter(Boolean)).toHaveLength(1);
    expect((await requireRow(id)).version).toBe(version + 1);
  });

  it("leaves only the states that it may leave, and keeps the time of a state that stays", async () => {
    const { id } = await insertTake();
    expect(await moveTask(db, id, { from: ["submitting"] }, to)).toBe(false);
    expect(await moveTask(db, id, { from: ["pending"] }, to)).toBe(true);
    expect(await moveTask(db, id, { from: ["waiting"] }, { ...to, now: 9 })).toBe(true);
    expect((await requireRow(id)).state_since).toBe(5);
  });
});

describe("adoptVendorTask", () => {
  it("takes the vendor's id once, and only for a task that waits for one", async () => {
    const { id, version } = await insertTake();
    expect(await adoptVendorTask(db, id, "early", 1)).toBe(false);
    await moveTask(db, id, { version }, { state: "submitting", failure: null, now: 1 });
    expect(await adoptVendorTask(db, id, "first", 2)).toBe(true);
    expect(await adoptVendorTask(db, id, "second", 3)).toBe(false);
    expect(await requireRow(id)).toMatchObject({ vendor_task_id: "first", state: "waiting" });
    await moveTask(db, id, { from: ["waiting"] }, { state: "unconfirmed", failure: null, now: 4 });
    expect(await adoptVendorTask(db, id, "third", 5)).toBe(false);
  });
});

describe("listTasks", () => {
  it("pages through takes of one moment without losing or repeating any", async () => {
    for (let index = 0; index < 7; index += 1) await insertTask(db, click(`task-${index}`, { runId: `run-${index}` }), index < 5 ? 100 : 200);
    const seen: string[] = [];
    let before: { createdAt: number; id: string } | undefined;
    for (;;) {
      const page = await listTasks(db, { ownerId: "somebody", limit: 2, ...(before === undefined ? {} : { before }) });
      const last = page.at(-1);
      if (last === undefined) break;
      seen.push(...page.map(({ id }) => id));
      before = { createdAt: last.created_at, id: last.id };
    }
    expect(seen).toEqual(["task-6", "task-5", "task-4", "task-3", "task-2", "task-1", "task-0"]);
  });
});
