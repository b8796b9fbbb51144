import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { ShareView } from "@/lib/shares/schema";
import { ADDRESSES, codeOf, shareOf, slugOf, startShareInstance } from "./test-shares";

const instance = await startShareInstance();
const { db, requireRow, filesIn, finishedTake, share, get, statusOf } = instance;
const { removeTask } = await import("@/lib/tasks/remove");
const { changeShare, deleteShare, refreezeShare, revokeShare } = await import("./actions");
const { openShare } = await import("./shared-result");

beforeEach(instance.reset);
afterAll(instance.close);

describe("the end of a share", () => {
  const statuses = (view: ShareView) => Promise.all(ADDRESSES.map((address) => statusOf(`${view.url}/${address}`)));
  const all = (status: number) => ADDRESSES.map(() => status);

  it("by being revoked is at once and for good: 410 for everything, its own files gone, and nothing of it said", async () => {
    const view = await share(await finishedTake(), { passage: { startMs: 0, endMs: 700 }, title: "The title of it" });
    expect(shareOf(await revokeShare({ shareId: view.id })).state).toBe("revoked");
    expect(await statuses(view)).toEqual(all(410));
    expect(await openShare(slugOf(view))).toEqual({ state: "gone" });
    expect(await (await get(`${view.url}/media/audio`)).text()).not.toContain("title");
    expect((await filesIn("files")).filter((file) => file.includes("share-"))).toEqual([]);
    for (const action of [changeShare, refreezeShare]) expect(codeOf(await action({ shareId: view.id, ...(action === changeShare ? { expiry: "never" } : {}) }))).toBe("share_revoked");
  });

  it("by its expiry is 410 until the expiry is changed", async () => {
    const view = await share(await finishedTake(), { expiry: "7d" });
    expect((view.expiresAt ?? 0) - view.createdAt).toBe(7 * 24 * 60 * 60 * 1000);
    await db.updateTable("share").set({ expires_at: Date.now() }).where("id", "=", view.id).execute();
    expect(await statuses(view)).toEqual(all(410));
    expect(await openShare(slugOf(view))).toEqual({ state: "gone" });
    const until = Date.now() + 60_000;
    expect(shareOf(await changeShare({ shareId: view.id, expiry: until }))).toMatchObject({ expiresAt: until, state: "open" });
    expect(await statusOf(`${view.url}/media/audio`)).toBe(200);
    expect(codeOf(await changeShare({ shareId: view.id, expiry: Date.now() - 1 }))).toBe("expiry_in_the_past");
    expect(shareOf(await changeShare({ shareId: view.id, expiry: "never" })).expiresAt).toBeNull();
  });

  it("by being deleted, and a wrong address, are a plain 404", async () => {
    const view = await share(await finishedTake(), { passage: { startMs: 0, endMs: 700 } });
    expect((await deleteShare({ shareId: view.id })).ok).toBe(true);
    expect(await statuses(view)).toEqual(all(404));
    expect(await openShare(slugOf(view))).toEqual({ state: "missing" });
    expect((await filesIn("files")).filter((file) => file.includes("share-"))).toEqual([]);
    expect(await openShare("../../etc/passwd")).toEqual({ state: "missing" });
  });

  it("comes with its task's, with all its files", async () => {
    const taskId = await finishedTake();
    const view = await share(taskId, { passage: { startMs: 0, endMs: 700 } });
    await removeTask(await requireRow(taskId));
    expect(await statuses(view)).toEqual(all(404));
    expect(await filesIn("files")).toEqual([]);
    expect(await db.selectFrom("share_file").selectAll().execute()).toEqual([]);
  });
});
