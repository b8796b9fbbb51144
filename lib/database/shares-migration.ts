import type { Kysely, Migration } from "kysely";
import type { Tables } from "@/lib/database/tables";

/** The shares and the files that passages have of their own; both go with the task. */
export const sharesMigration: Migration = {
  async up(db: Kysely<Tables>) {
    await db.schema
      .createTable("share")
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("slug", "text", (column) => column.notNull().unique())
      .addColumn("owner_id", "text", (column) => column.notNull())
      .addColumn("task_id", "text", (column) => column.notNull().references("task.id").onDelete("cascade"))
      .addColumn("run_id", "text", (column) => column.notNull())
      .addColumn("input_hash", "text", (column) => column.notNull())
      .addColumn("title", "text", (column) => column.notNull())
      .addColumn("expires_at", "bigint")
      .addColumn("password_hash", "text")
      .addColumn("include_audio", "integer", (column) => column.notNull())
      .addColumn("include_transcript", "integer", (column) => column.notNull())
      .addColumn("include_settings", "integer", (column) => column.notNull())
      .addColumn("allow_downloads", "integer", (column) => column.notNull())
      .addColumn("passage_start_ms", "bigint")
      .addColumn("passage_end_ms", "bigint")
      .addColumn("frozen_json", "text", (column) => column.notNull())
      .addColumn("frozen_at", "bigint", (column) => column.notNull())
      .addColumn("views", "integer", (column) => column.notNull())
      .addColumn("last_opened_at", "bigint")
      .addColumn("revoked_at", "bigint")
      .addColumn("created_at", "bigint", (column) => column.notNull())
      .addUniqueConstraint("share_run_unique", ["owner_id", "run_id"])
      .execute();
    await db.schema.createIndex("share_owner_created").on("share").columns(["owner_id", "created_at"]).execute();
    await db.schema.createIndex("share_task").on("share").column("task_id").execute();
    await db.schema
      .createTable("share_file")
      .addColumn("share_id", "text", (column) => column.notNull().references("share.id").onDelete("cascade"))
      .addColumn("role", "text", (column) => column.notNull())
      .addColumn("storage_key", "text", (column) => column.notNull())
      .addColumn("content_type", "text", (column) => column.notNull())
      .addColumn("size_bytes", "bigint", (column) => column.notNull())
      .addColumn("sha256", "text", (column) => column.notNull())
      .addColumn("created_at", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("share_file_primary", ["share_id", "role"])
      .execute();
  },
};
