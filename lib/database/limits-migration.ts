import type { Kysely, Migration } from "kysely";
import type { Tables } from "@/lib/database/tables";

/** Counts of what is limited, and by whom a recording was announced. */
export const limitsMigration: Migration = {
  async up(db: Kysely<Tables>) {
    await db.schema
      .createTable("rate_counter")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("points", "bigint", (column) => column.notNull())
      .addColumn("ends_at", "bigint", (column) => column.notNull())
      .execute();
    await db.schema.createIndex("rate_counter_ends").on("rate_counter").column("ends_at").execute();
    await db.schema.alterTable("recording").addColumn("address_hash", "text").execute();
    await db.schema.createIndex("recording_owner_state").on("recording").columns(["owner_id", "state"]).execute();
  },
};
