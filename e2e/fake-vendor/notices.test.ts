import { expect, it, vi } from "vitest";
import { NoticeIdReader } from "@/lib/kie/notice-ids";
import { verifyNotice } from "@/lib/kie/signature";
import type { Behaviour } from "./behaviour";
import { receiver, signatureOf } from "./notice-receiver";
import { create, finish, start } from "./test-client";

/** Runs tasks with callbacks of each kind, and gives what came. */
async function startReceiving() {
  const { vendor, client } = await start({ webhookKey: "k" });
  const { url, received } = await receiver();
  const run = async (behaviour: Behaviour) => {
    received.length = 0;
    vendor.behave({ next: [behaviour] });
    return create(client, "One", url);
  };
  const states = () => received.map(({ body }) => (JSON.parse(body ?? "") as { data: { state: string } }).data.state);
  return { vendor, client, url, received, run, states };
}

/** The task ids that the app finds in a callback. */
function idsIn(body: string): readonly string[] {
  const reader = new NoticeIdReader();
  reader.push(Buffer.from(body));
  return reader.ids;
}

it("calls back once, with a signature that fits", async () => {
  const { vendor, url, received, run } = await startReceiving();
  const taskId = await run({});
  await vi.waitFor(() => expect(vendor.notices).toEqual([{ taskId, url, status: 200 }]));
  const [notice] = received;
  const signed = { ...signatureOf(notice), taskIds: idsIn(notice?.body ?? ""), nowMs: Date.now() };
  expect([verifyNotice({ ...signed, key: "k" }), verifyNotice({ ...signed, key: "other" })]).toEqual([true, false]);
  expect(JSON.parse(notice?.body ?? "")).toMatchObject({ code: 200, data: { taskId, state: "success", consumeCredits: 12.5 } });
});

it("calls back never, in a storm, too early and wrongly signed", async () => {
  const { vendor, client, received, run } = await startReceiving();
  await finish(client, await run({ callback: "none" }));
  expect(received).toHaveLength(0);
  await run({ callback: "storm" });
  await vi.waitFor(() => expect(received).toHaveLength(20));
  await run({ callback: "storm", callbackCount: 100 });
  await vi.waitFor(() => expect(received).toHaveLength(100));
  await run({ callback: "before-answer" });
  expect(received).toHaveLength(1);
  const taskId = await run({ callback: "wrongly-signed" });
  await vi.waitFor(() => expect(received).toHaveLength(1));
  const signed = { ...signatureOf(received[0]), taskIds: [taskId], nowMs: Date.now() };
  expect([verifyNotice({ ...signed, key: "k" }), verifyNotice({ ...signed, key: "not k" })]).toEqual([false, true]);
  expect(await vendor.notify(taskId)).toHaveLength(1);
  expect(await vendor.notify(taskId, "none")).toEqual([]);
});

it("calls back late, twice and out of order", async () => {
  const { received, run, states } = await startReceiving();
  await run({ callback: "late", callbackDelayMs: 1 });
  await vi.waitFor(() => expect(states()).toEqual(["success"]));
  await run({ callback: "twice", callbackDelayMs: 1 });
  await vi.waitFor(() => expect(states()).toEqual(["success", "success"]));
  await run({ callback: "out-of-order", callbackDelayMs: 40 });
  await vi.waitFor(() => expect(states()).toEqual(["success", "generating", "waiting"]));
  expect((JSON.parse(received[2]?.body ?? "") as { data: { resultJson: string } }).data.resultJson).toBe("");
});

it("calls back with half a body, with none that can be read, and with 20 MB", async () => {
  const { vendor, received, run } = await startReceiving();
  const cut = await run({ callback: "cut-short" });
  await vi.waitFor(() => expect(received.map(({ body }) => body)).toEqual([null]));
  await vi.waitFor(() => expect(vendor.notices.map(({ taskId, status }) => [taskId, status])).toEqual([[cut, null]]));
  await run({ callback: "garbage" });
  await vi.waitFor(() => expect(received).toHaveLength(1));
  expect(() => JSON.parse(received[0]?.body ?? "") as unknown).toThrow();
  const taskId = await run({ callback: "huge" });
  await vi.waitFor(() => expect(received).toHaveLength(1));
  expect(received[0]?.body?.length).toBeGreaterThan(20 * 1024 * 1024);
  expect(idsIn(received[0]?.body ?? "")).toEqual([taskId]);
});
