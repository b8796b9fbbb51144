import type { Kysely, Migration } from "kysely";
import type { Tables } from "@/lib/database/tables";

/** What many tasks need: the last ones of a model are found without reading all that ended. */
export const scaleMigration: Migration = {
  async up(db: Kysely<Tables>) {
    await db.schema.createIndex("task_engine_model_completed").on("task").columns(["engine", "model", "completed_at"]).execute();
  },
};
