import { afterEach, expect, it, vi } from "vitest";
import { shutDown } from "@/lib/lifetime";
import { publishChange } from "./bus";
import { eventStream } from "./stream";

afterEach(() => vi.useRealTimers());

/** A page's stream, and what comes of it, chunk by chunk. */
function open(ownerId: string) {
  const page = new AbortController();
  const { body } = eventStream(new Request("http://127.0.0.1/api/events", { signal: page.signal }), ownerId);
  if (body === null) throw new Error("The stream has no body");
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  return { read: async () => (await reader.read()).value, cancel: () => reader.cancel(), leave: () => page.abort() };
}

it("says at once that it listens, then names the owner's tasks alone", async () => {
  const page = open("me");
  expect(await page.read()).toContain("event: ready");
  publishChange({ ownerId: "another", taskId: "theirs" });
  publishChange({ ownerId: "me", taskId: "mine" });
  expect(await page.read()).toBe('event: change\ndata: {"taskId":"mine"}\n\n');
  await page.cancel();
});

it("keeps the connection alive with a comment every 15 s", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  const page = open("me");
  await page.read();
  for (let beats = 0; beats < 3; beats += 1) {
    vi.advanceTimersByTime(15_000);
    expect(await page.read()).toMatch(/^: .*\n\n$/);
  }
  await page.cancel();
});

it.each(["cancel", "leave"] as const)("keeps no timer and no listener of a page that is gone (%s)", async (goes) => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  const page = open("me");
  await page.read();
  expect(vi.getTimerCount()).toBe(1);
  await page[goes]();
  expect(vi.getTimerCount()).toBe(0);
  expect(() => publishChange({ ownerId: "me", taskId: "late" })).not.toThrow();
});

it("ends with the process", async () => {
  const page = open("me");
  await page.read();
  const report = vi.fn();
  await shutDown({ limitMs: 5_000, report });
  expect(report).not.toHaveBeenCalled();
  expect(await page.read()).toBeUndefined();
});
