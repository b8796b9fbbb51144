import { afterAll, expect, it, vi } from "vitest";
import { startTestInstance } from "./test-instance";

const instance = await startTestInstance();
const { vendor, insertTake, sentRequests } = instance;
const { startWork } = await import("@/lib/work/runner");
const { submitHandler } = await import("./submit");
const { askFor, SUBMIT_WORK } = await import("./transitions");

afterAll(instance.close);

const TASKS = 30;
/** What the vendor takes of an account: so many new tasks in so much time. */
const LIMIT = 20;
const WINDOW_MS = 10_000;

it("keeps to the vendor's rate by the vendor's clock, and sends everything in the end", { timeout: 60_000 }, async () => {
  startWork([submitHandler]);
  const takes = await Promise.all(Array.from({ length: TASKS }, () => insertTake()));
  await Promise.all(takes.map(({ id }) => askFor(SUBMIT_WORK, id)));
  await vi.waitFor(() => expect(vendor.tasks).toHaveLength(TASKS), { timeout: 50_000, interval: 100 });

  const times = vendor.tasks.map(({ createTime }) => createTime).toSorted((left, right) => left - right);
  const busiest = Math.max(...times.map((start) => times.filter((time) => time >= start && time < start + WINDOW_MS).length));
  expect(busiest).toBe(LIMIT);
  expect(sentRequests()).toHaveLength(TASKS);
});
