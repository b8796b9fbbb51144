import "server-only";
import type { Selectable, Updateable } from "kysely";
import { databaseNow } from "@/lib/database/clock";
import type { Queryable } from "@/lib/database/database";
import type { LocalEngineFileTable, LocalEngineJobTable } from "@/lib/database/tables";
import type { JobRow } from "@/lib/local-engine/wire";

export type EngineFileRow = Selectable<LocalEngineFileTable>;

/** Inserts a job that waits. */
export async function insertJob(
  db: Queryable,
  job: Pick<JobRow, "id" | "model" | "param_json" | "call_back_url" | "base_url">,
  now: number,
): Promise<void> {
  await db
    .insertInto("local_engine_job")
    .values({
      ...job,
      state: "waiting",
      result_json: null,
      fail_code: null,
      fail_message: null,
      created_at: now,
      updated_at: now,
      completed_at: null,
    })
    .execute();
}

/** A job; undefined when there is none of this id. */
export async function findJob(db: Queryable, id: string): Promise<JobRow | undefined> {
  return db.selectFrom("local_engine_job").selectAll().where("id", "=", id).executeTakeFirst();
}

/** Changes a job that has not ended. */
export async function updateJob(db: Queryable, id: string, change: Updateable<LocalEngineJobTable>): Promise<void> {
  await db
    .updateTable("local_engine_job")
    .set({ ...change, updated_at: databaseNow() })
    .where("id", "=", id)
    .where("state", "not in", ["success", "fail"])
    .execute();
}

/** Notes a file; one with the same upload path replaces the earlier, whose storage key is given back. */
export async function insertEngineFile(db: Queryable, file: EngineFileRow): Promise<string | undefined> {
  const earlier =
    file.upload_path === null
      ? undefined
      : await db.deleteFrom("local_engine_file").where("upload_path", "=", file.upload_path).returning("storage_key").executeTakeFirst();
  await db.insertInto("local_engine_file").values(file).execute();
  return earlier?.storage_key;
}

/** A file of the engine; undefined when there is none of this id. */
export async function findEngineFile(db: Queryable, id: string): Promise<EngineFileRow | undefined> {
  return db.selectFrom("local_engine_file").selectAll().where("id", "=", id).executeTakeFirst();
}

/** Forgets jobs and files made before `before`, and gives the storage keys of the files. */
export async function deleteOlder(db: Queryable, before: number): Promise<string[]> {
  await db.deleteFrom("local_engine_job").where("created_at", "<", before).where("state", "in", ["success", "fail"]).execute();
  const files = await db.deleteFrom("local_engine_file").where("created_at", "<", before).returning("storage_key").execute();
  return files.map((file) => file.storage_key);
}
