import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { watchClock } from "./clock-watch";

const HOUR_MS = 3_600_000;
const NOON = Date.UTC(2026, 0, 1, 12);

beforeEach(() => vi.useFakeTimers({ now: NOON, toFake: ["Date", "setInterval", "clearInterval", "performance"] }));
afterEach(() => vi.useRealTimers());

it.each([HOUR_MS, -HOUR_MS])("tells once of a clock that was set by %d ms", (jumpMs) => {
  const onJump = vi.fn();
  const stop = watchClock(onJump);
  vi.advanceTimersByTime(5_000);
  expect(onJump).not.toHaveBeenCalled();
  vi.setSystemTime(Date.now() + jumpMs);
  vi.advanceTimersByTime(5_000);
  expect(onJump.mock.calls).toEqual([[jumpMs]]);
  stop();
});

it("says nothing of a clock that is trimmed, nor after it was stopped", () => {
  const onJump = vi.fn();
  const stop = watchClock(onJump);
  for (let trims = 0; trims < 20; trims += 1) {
    vi.setSystemTime(Date.now() + 500);
    vi.advanceTimersByTime(1_000);
  }
  stop();
  vi.setSystemTime(Date.now() + HOUR_MS);
  vi.advanceTimersByTime(5_000);
  expect(onJump).not.toHaveBeenCalled();
});
