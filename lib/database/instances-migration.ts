import type { Kysely, Migration } from "kysely";
import type { Tables } from "@/lib/database/tables";

/** The instances that work on this database. */
export const instancesMigration: Migration = {
  async up(db: Kysely<Tables>) {
    await db.schema
      .createTable("instance")
      .addColumn("boot", "text", (column) => column.primaryKey())
      .addColumn("seen_at", "bigint", (column) => column.notNull())
      .execute();
  },
};
