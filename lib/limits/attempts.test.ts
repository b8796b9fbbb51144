import fc from "fast-check";
import { afterAll, beforeEach, expect, test } from "vitest";
import { AppError, TooMuchError } from "@/lib/http/app-error";
import { withRequestFacts } from "@/lib/http/request-facts";
import { startTestInstance } from "@/lib/tasks/test-instance";

const { db, close } = await startTestInstance();
const { attempt, slowedNow } = await import("./attempts");
const { addPoints, forgetEnded } = await import("./rate-counters");
const { waitInWords } = await import("./wait-in-words");

beforeEach(() => db.deleteFrom("rate_counter").execute());
afterAll(close);

const HOUR_MS = 3_600_000;

/** An attempt from an address. */
function from<T>(address: string, run: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => withRequestFacts({ address, admitted: false }, () => void run().then(resolve, reject)));
}

const tryFrom = (address: string, right: boolean, what = "sign-in") =>
  from(address, () => attempt(what, () => right)).catch((error: unknown) => (error instanceof TooMuchError ? "slowed" : Promise.reject(error as Error)));

test("the sixth wrong attempt from an address within a minute is refused, and so is a right one", async () => {
  for (let count = 0; count < 5; count += 1) expect(await tryFrom("192.0.2.1", false)).toBe(false);
  expect(await tryFrom("192.0.2.1", false)).toBe("slowed");
  expect(await tryFrom("192.0.2.1", true)).toBe("slowed");
  expect(await tryFrom("192.0.2.2", true)).toBe(true);
  expect(await tryFrom("192.0.2.1", true, "share 1")).toBe(true);
});

test("the refusal says when to try again, and does not look at the secret", async () => {
  for (let count = 0; count < 5; count += 1) await tryFrom("192.0.2.1", false);
  const refusal = from("192.0.2.1", () => attempt("sign-in", () => Promise.reject(new Error("The secret was looked at."))));
  await expect(refusal).rejects.toMatchObject({ status: 429, code: "too_many_attempts" });
  const error = await refusal.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(AppError);
  expect((error as TooMuchError).message).toMatch(/Try again in \d+ seconds?\.$/);
  expect((error as TooMuchError).retryAfterSeconds).toBeLessThanOrEqual(60);
  expect(await from("192.0.2.1", () => slowedNow("sign-in"))).toMatchObject({ code: "too_many_attempts" });
  expect(await from("192.0.2.2", () => slowedNow("sign-in"))).toBeUndefined();
});

test("attempts side by side count for each other", async () => {
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => tryFrom("192.0.2.1", false)));
  expect(outcomes.filter((outcome) => outcome === false)).toHaveLength(5);
});

test("right attempts use up nothing", async () => {
  for (let count = 0; count < 12; count += 1) expect(await tryFrom("192.0.2.1", true)).toBe(true);
});

test("all addresses together are slowed too, and one that is slowed uses up nothing of that", async () => {
  for (let count = 0; count < 400; count += 1) await tryFrom("192.0.2.1", false);
  expect(await tryFrom("192.0.2.2", false)).toBe(false);
  await addPoints(db, { id: "attempt hour sign-in", windowMs: HOUR_MS }, 294, Date.now());
  expect(await tryFrom("192.0.2.3", true)).toBe("slowed");
});

test("the addresses of one IPv6 network are one", async () => {
  for (let count = 0; count < 5; count += 1) await tryFrom(`2001:db8:0:1::${count}`, false);
  expect(await tryFrom("2001:0db8:0000:0001:ffff::1", true)).toBe("slowed");
  expect(await tryFrom("2001:db8:0:2::1", true)).toBe(true);
});

test("a window counts until it ends, and then from nought; a leap of the clock does not prolong it", async () => {
  const rate = { id: "a", windowMs: 1000 };
  expect(await addPoints(db, rate, 2, 10_000)).toEqual({ points: 2, waitMs: 1000 });
  expect(await addPoints(db, rate, 1, 10_900)).toEqual({ points: 3, waitMs: 100 });
  expect(await addPoints(db, rate, 1, 11_000)).toEqual({ points: 1, waitMs: 1000 });
  expect(await addPoints(db, rate, 1, 5_000)).toEqual({ points: 1, waitMs: 1000 });
  await forgetEnded(db, 6_000);
  expect(await db.selectFrom("rate_counter").selectAll().execute()).toEqual([]);
});

test("a wait is said so that it is over by then", () => {
  expect([1, 1000, 1001, 60_000, 60_001, 3_600_000, 3_600_001].map(waitInWords)).toEqual(
    ["1 second", "1 second", "2 seconds", "60 seconds", "2 minutes", "60 minutes", "2 hours"],
  );
  const unitMs = { second: 1000, minute: 60_000, hour: 3_600_000 };
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000_000 }), (waitMs) => {
      const [, count = "", unit = ""] = /^(\d+) (second|minute|hour)s?$/.exec(waitInWords(waitMs)) ?? [];
      expect(Number(count) * unitMs[unit as keyof typeof unitMs]).toBeGreaterThanOrEqual(waitMs);
    }),
  );
});
