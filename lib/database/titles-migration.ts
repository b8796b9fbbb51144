import type { Kysely, Migration } from "kysely";
import type { Tables } from "@/lib/database/tables";

/** What a person calls a transcript, and how many words were heard in it. */
export const titlesMigration: Migration = {
  async up(db: Kysely<Tables>) {
    await db.schema.alterTable("task").addColumn("title", "text").execute();
    await db.schema.alterTable("task").addColumn("title_search_text", "text").execute();
    await db.schema.alterTable("task").addColumn("word_count", "integer").execute();
  },
};
