import { afterAll, expect, it, vi } from "vitest";
import { startTestInstance } from "./test-instance";

const instance = await startTestInstance();
const { vendor, db, insertTake, sentRequests, requireRow } = instance;
const { startWork } = await import("@/lib/work/runner");
const { enqueueWork } = await import("@/lib/work/store");
const { readPlaces } = await import("./send-queue");
const { submitHandler } = await import("./submit");
const { SUBMIT_WORK } = await import("./transitions");

afterAll(instance.close);

/** What the vendor takes of an account: so many new tasks in so much time. */
const LIMIT = 20;
const WINDOW_MS = 10_000;
/** As many requests as travel at once may arrive in another order than they left. */
const AT_ONCE = submitHandler.concurrency;

const LINES: Readonly<Record<string, number>> = { "who asked for many": 28, "who asked for few": 5, "who asked for one": 1 };
const TASKS = Object.values(LINES).reduce((sum, count) => sum + count);

it("keeps to the vendor's rate by the vendor's clock, serves owners in turn, and sends everything in the end", { timeout: 60_000 }, async () => {
  const idsOf = new Map<string, string[]>();
  for (const [ownerId, count] of Object.entries(LINES)) {
    const ids: string[] = [];
    for (let made = 0; made < count; made += 1) {
      const { id } = await insertTake({ text: ownerId }, ownerId);
      await enqueueWork(db, { kind: SUBMIT_WORK, subjectId: id, runAt: Date.now() });
      ids.push(id);
    }
    idsOf.set(ownerId, ids);
  }
  const placesOf = async (ownerId: string) => [...(await readPlaces(db, ownerId)).values()];
  expect(await placesOf("who asked for one")).toEqual([3]);
  expect(await placesOf("who asked for few")).toEqual([2, 5, 7, 9, 11]);
  expect((await placesOf("who asked for many")).slice(0, 7)).toEqual([1, 4, 6, 8, 10, 12, 13]);

  startWork([submitHandler]);
  await vi.waitFor(() => expect(vendor.tasks).toHaveLength(LIMIT), { timeout: 20_000, interval: 50 });
  const owners = vendor.tasks.map((task) => String(task.request.input["text"]));
  expect(owners.slice(0, 3 + AT_ONCE)).toContain("who asked for one");
  expect(owners.slice(0, 11 + AT_ONCE).filter((text) => text === "who asked for few")).toHaveLength(5);
  expect(await placesOf("who asked for many")).toEqual(Array.from({ length: TASKS - LIMIT }, (_, index) => index + 1));

  await vi.waitFor(() => expect(vendor.tasks).toHaveLength(TASKS), { timeout: 50_000, interval: 100 });
  const times = vendor.tasks.map(({ createTime }) => createTime).toSorted((left, right) => left - right);
  const busiest = Math.max(...times.map((start) => times.filter((time) => time >= start && time < start + WINDOW_MS).length));
  expect(busiest).toBe(LIMIT);
  expect(sentRequests()).toHaveLength(TASKS);

  const rows = await Promise.all((idsOf.get("who asked for many") ?? []).map(requireRow));
  const sentAt = rows.map(({ submitted_at }) => submitted_at ?? 0);
  const overtakers = sentAt.map((at, index) => sentAt.slice(index + 1).filter((later) => later < at).length);
  expect(Math.max(...overtakers)).toBeLessThan(AT_ONCE);
});
