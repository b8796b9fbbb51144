import path from "node:path";
import Database from "better-sqlite3";
import type { Transaction } from "kysely";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import type { Tables } from "@/lib/database/tables";
import { startTestInstance } from "@/lib/tasks/test-instance";
import { enqueueWork } from "@/lib/work/store";

const instance = await startTestInstance();
const { commitTogether } = await import("./commit-together");

/** What is committed, as another process sees it. */
const elsewhere = new Database(path.join(instance.dataDir, "soundcheck.sqlite"), { readonly: true });
const committed = () => elsewhere.prepare("select subject_id from work order by rowid").pluck().all();
const commits = () => elsewhere.pragma("data_version", { simple: true });

afterEach(instance.reset);
afterAll(async () => {
  elsewhere.close();
  await instance.close();
});

const ask = (subjectId: string) => (transaction: Transaction<Tables>) => enqueueWork(transaction, { kind: "test", subjectId, runAt: 1 });

const broken = async (transaction: Transaction<Tables>) => {
  await ask("broken")(transaction);
  await transaction.insertInto("favourite_voice").values([1, 2].map(() => ({ owner_id: "same", voice: "same", created_at: 1 }))).execute();
};

describe("writes that are committed together", () => {
  it("resolve with what they gave when another connection sees them, and not before", async () => {
    let seenBefore: unknown[] | undefined;
    const first = commitTogether(async (transaction) => {
      await ask("first")(transaction);
      seenBefore = committed();
      return "the result";
    });
    const second = commitTogether(ask("second")).then(committed);
    expect(await first.then((result) => [result, committed()])).toEqual(["the result", ["first", "second"]]);
    expect(await second).toEqual(["first", "second"]);
    expect(seenBefore).toEqual([]);
  });

  it("are one commit, in the order in which they were asked for", async () => {
    const subjects = Array.from({ length: 50 }, (_, index) => `subject-${index}`);
    const settled: string[] = [];
    let commitsAtFirst: unknown;
    await Promise.all(
      subjects.map(async (subject) => {
        await commitTogether(ask(subject));
        commitsAtFirst ??= commits();
        settled.push(subject);
      }),
    );
    expect(commits()).toBe(commitsAtFirst);
    expect(committed()).toEqual(subjects);
    expect(settled).toEqual(subjects);
  });

  it("do not fail with each other: what one wrote before it failed is undone, what the others wrote is committed once", async () => {
    const rowsOfSubjects = () => elsewhere.prepare("select subject_id, revision from work order by rowid").all();
    const outcomes = await Promise.allSettled([commitTogether(ask("before")), commitTogether(broken), commitTogether(ask("after")), commitTogether(() => Promise.reject(new Error("on purpose")))]);
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled", "rejected"]);
    expect(outcomes[3]).toMatchObject({ reason: { message: "on purpose" } });
    expect(rowsOfSubjects()).toEqual([{ subject_id: "before", revision: 1 }, { subject_id: "after", revision: 1 }]);
  });

  it("go on after a failure", async () => {
    await expect(commitTogether(broken)).rejects.toMatchObject({ code: "SQLITE_CONSTRAINT_PRIMARYKEY" });
    await commitTogether(ask("next"));
    expect(committed()).toEqual(["next"]);
  });
});
