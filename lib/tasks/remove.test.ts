import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { toneWav } from "@/e2e/fake-vendor/audio";
import { startTestKeeping } from "./test-keeping";

const instance = await startTestKeeping();
const { db, sendTake, requireRow, filesIn, keep, keepWithoutCommit, serveResult, takeToKeep, resultsOrigin } = instance;
const { requireTaskByToken, lookNow } = await import("./callback");
const { look } = await import("./observe");
const { removeTask } = await import("./remove");

beforeEach(instance.reset);
afterEach(async () => {
  expect(await filesIn("scratch")).toEqual([]);
  expect(await filesIn("files")).toEqual([]);
});
afterAll(instance.close);

describe("deleting a task", () => {
  it("removes its rows, its work and its files", async () => {
    const id = await takeToKeep();
    await keep(id);
    await removeTask(await requireRow(id));
    for (const table of ["task", "file", "work"] as const) expect(await db.selectFrom(table).selectAll().execute()).toEqual([]);
  });

  it("while its result is being fetched leaves no file behind", async () => {
    let id = "";
    serveResult((_request, response) => {
      void requireRow(id).then(removeTask).then(() => response.end(toneWav("Too late")));
    });
    id = await takeToKeep(resultsOrigin);
    await keep(id);
    expect(await db.selectFrom("file").selectAll().execute()).toEqual([]);
  });

  it("at the moment in which its files are committed leaves none behind", async () => {
    const id = await takeToKeep();
    const row = await requireRow(id);
    const kept = keep(id);
    await vi.waitFor(async () => expect(await filesIn(`files/tasks/${id}`)).not.toEqual([]), { interval: 1, timeout: 10_000 });
    await Promise.all([kept, removeTask(row)]);
  });

  it("after a try to keep it failed leaves no file of that try behind", async () => {
    const id = await takeToKeep();
    await keepWithoutCommit(id);
    await removeTask(await requireRow(id));
  });

  it("is not undone by a callback or a look that was under way", async () => {
    const { id, callback_token_hash } = await sendTake({ steps: [{ state: "success" }] });
    const row = await requireRow(id);
    const looking = look(id);
    await removeTask(row);
    await looking;
    await lookNow(row, ["some-id"]);
    await look(id, { candidates: "some-id" });
    await expect(requireTaskByToken(String(callback_token_hash))).rejects.toMatchObject({ status: 404 });
    for (const table of ["task", "file"] as const) expect(await db.selectFrom(table).selectAll().execute()).toEqual([]);
  });
});
