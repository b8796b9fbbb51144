import { readdir, rm, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { testsOnPostgres } from "@/lib/database/test-database";
import { codeOf, order, startShareInstance } from "./test-shares";

const instance = await startShareInstance();
const { db, dataDir, filesIn, finishedTake, share, statusOf } = instance;
const { sweep } = await import("@/lib/retention/sweep");
const { backUp } = await import("@/lib/backup/backup");
const { createShare } = await import("./actions");

beforeEach(instance.reset);
afterAll(instance.close);

describe("the files of shares", () => {
  it("are not swept while a share names them, and are when none does", async () => {
    const taskId = await finishedTake();
    const view = await share(taskId, { passage: { startMs: 0, endMs: 700 } });
    const folder = path.join(dataDir, "files/tasks", taskId);
    const left = path.join(folder, "share-gone-audio-0123456789abcdef.m4a");
    await writeFile(left, "bytes");
    const old = new Date(Date.now() - 48 * 60 * 60 * 1000);
    for (const file of await readdir(folder)) await utimes(path.join(folder, file), old, old);
    await utimes(folder, old, old);
    await sweep(Date.now());
    expect((await readdir(folder)).filter((file) => file.includes("share-gone"))).toEqual([]);
    for (const part of ["audio", "peaks", "words"]) expect(await statusOf(`${view.url}/media/${part}`)).toBe(200);
  });

  // A backup by us is of SQLite.
  if (!testsOnPostgres) {
    it("are in a backup, with their rows", async () => {
      const view = await share(await finishedTake(), { passage: { startMs: 0, endMs: 700 } });
      const target = path.join(dataDir, "..", `backup-${view.id}`);
      try {
        const report = await backUp(dataDir, target, AbortSignal.timeout(60_000));
        expect(report.damaged).toEqual([]);
        const rows = await db.selectFrom("share_file").selectAll().execute();
        expect(rows).toHaveLength(3);
        const copied = await readdir(path.join(target, "files/tasks", view.taskId));
        for (const row of rows) expect(copied).toContain(path.basename(row.storage_key));
      } finally {
        await rm(target, { recursive: true, force: true });
      }
    });
  }

  it("are not left behind when their owner has no room for them", async () => {
    const taskId = await finishedTake();
    const before = await filesIn("files");
    await db.updateTable("file").set({ size_bytes: 100_000_000 }).where("task_id", "=", taskId).where("role", "=", "words").execute();
    expect(codeOf(await createShare(order(taskId, { passage: { startMs: 0, endMs: 700 } })))).toBe("owner_storage_full");
    expect(await filesIn("files")).toEqual(before);
    expect(await db.selectFrom("share").selectAll().execute()).toEqual([]);
    expect(codeOf(await createShare(order(taskId)))).toBe("ok");
  });
});
