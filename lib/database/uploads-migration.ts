import type { Kysely, Migration } from "kysely";
import type { Tables } from "@/lib/database/tables";

/** Who writes to an upload now, and what a bucket has of those that arrive in one. */
export const uploadsMigration: Migration = {
  async up(db: Kysely<Tables>) {
    await db.schema
      .createTable("upload_lock")
      .addColumn("recording_id", "text", (column) => column.primaryKey())
      .addColumn("holder", "text", (column) => column.notNull())
      .execute();
    // Neither names its recording as a foreign key: what lies in the bucket is removed after the recording's row.
    await db.schema
      .createTable("bucket_upload")
      .addColumn("recording_id", "text", (column) => column.primaryKey())
      .addColumn("multipart_id", "text", (column) => column.notNull())
      .addColumn("tail_key", "text")
      .addColumn("tail_bytes", "bigint", (column) => column.notNull())
      .addColumn("changed_at", "bigint", (column) => column.notNull())
      .execute();
    await db.schema
      .createTable("bucket_upload_part")
      .addColumn("recording_id", "text", (column) => column.notNull())
      .addColumn("number", "integer", (column) => column.notNull())
      .addColumn("etag", "text", (column) => column.notNull())
      .addColumn("size_bytes", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("bucket_upload_part_key", ["recording_id", "number"])
      .execute();
  },
};
