import type { Kysely, Migration } from "kysely";
import { instancesMigration } from "@/lib/database/instances-migration";
import { limitsMigration } from "@/lib/database/limits-migration";
import { scaleMigration } from "@/lib/database/scale-migration";
import { sharesMigration } from "@/lib/database/shares-migration";
import type { Tables } from "@/lib/database/tables";
import { titlesMigration } from "@/lib/database/titles-migration";
import { uploadsMigration } from "@/lib/database/uploads-migration";

/** Every migration in order; a released one is never changed. Only SQL that SQLite and PostgreSQL share. */
export const migrations: Record<string, Migration> = {
  "0001-tasks": {
    async up(db: Kysely<Tables>) {
      await db.schema
        .createTable("recording")
        .addColumn("id", "text", (column) => column.primaryKey())
        .addColumn("owner_id", "text", (column) => column.notNull())
        .addColumn("origin", "text", (column) => column.notNull())
        .addColumn("name", "text", (column) => column.notNull())
        .addColumn("source_url", "text")
        .addColumn("state", "text", (column) => column.notNull())
        .addColumn("size_bytes", "bigint")
        .addColumn("modified_at", "bigint")
        .addColumn("format", "text")
        .addColumn("channels", "integer")
        .addColumn("duration_ms", "bigint")
        .addColumn("original_suits_vendor", "integer", (column) => column.notNull())
        .addColumn("original_suits_player", "integer", (column) => column.notNull())
        .addColumn("problem_json", "text")
        .addColumn("notice", "text")
        .addColumn("vendor_url", "text")
        .addColumn("vendor_url_at", "bigint")
        .addColumn("created_at", "bigint", (column) => column.notNull())
        .execute();
      await db.schema.createIndex("recording_owner_created").on("recording").columns(["owner_id", "created_at"]).execute();
      await db.schema
        .createTable("recording_file")
        .addColumn("recording_id", "text", (column) => column.notNull().references("recording.id").onDelete("cascade"))
        .addColumn("role", "text", (column) => column.notNull())
        .addColumn("storage_key", "text", (column) => column.notNull())
        .addColumn("content_type", "text", (column) => column.notNull())
        .addColumn("size_bytes", "bigint", (column) => column.notNull())
        .addColumn("sha256", "text", (column) => column.notNull())
        .addColumn("created_at", "bigint", (column) => column.notNull())
        .addPrimaryKeyConstraint("recording_file_primary", ["recording_id", "role"])
        .execute();
      await db.schema
        .createTable("task")
        .addColumn("id", "text", (column) => column.primaryKey())
        .addColumn("owner_id", "text", (column) => column.notNull())
        .addColumn("kind", "text", (column) => column.notNull())
        .addColumn("purpose", "text", (column) => column.notNull())
        .addColumn("engine", "text", (column) => column.notNull())
        .addColumn("run_id", "text", (column) => column.notNull())
        .addColumn("input_hash", "text", (column) => column.notNull())
        .addColumn("comparison_id", "text")
        .addColumn("model", "text", (column) => column.notNull())
        .addColumn("voice", "text")
        .addColumn("recording_id", "text", (column) => column.references("recording.id"))
        .addColumn("input_json", "text", (column) => column.notNull())
        .addColumn("character_count", "integer")
        .addColumn("search_text", "text", (column) => column.notNull())
        .addColumn("state", "text", (column) => column.notNull())
        .addColumn("state_since", "bigint", (column) => column.notNull())
        .addColumn("version", "integer", (column) => column.notNull())
        .addColumn("vendor_task_id", "text")
        .addColumn("callback_token_hash", "text")
        .addColumn("created_at", "bigint", (column) => column.notNull())
        .addColumn("submitted_at", "bigint")
        .addColumn("completed_at", "bigint")
        .addColumn("credits_consumed", "double precision")
        .addColumn("failure_json", "text")
        .addColumn("result_json", "text")
        .addColumn("absent_at", "bigint")
        .addColumn("absent_ms", "bigint", (column) => column.notNull())
        .addUniqueConstraint("task_run_unique", ["owner_id", "run_id"])
        .execute();
      await db.schema.createIndex("task_owner_created").on("task").columns(["owner_id", "created_at"]).execute();
      await db.schema.createIndex("task_state").on("task").columns(["state", "created_at"]).execute();
      await db.schema.createIndex("task_callback_token").on("task").column("callback_token_hash").execute();
      await db.schema.createIndex("task_submitted").on("task").column("submitted_at").execute();
      await db.schema.createIndex("task_recording").on("task").column("recording_id").execute();
      await db.schema
        .createTable("speaker_name")
        .addColumn("task_id", "text", (column) => column.notNull().references("task.id").onDelete("cascade"))
        .addColumn("speaker_id", "text", (column) => column.notNull())
        .addColumn("name", "text", (column) => column.notNull())
        .addPrimaryKeyConstraint("speaker_name_primary", ["task_id", "speaker_id"])
        .execute();
      await db.schema
        .createTable("file")
        .addColumn("id", "text", (column) => column.primaryKey())
        .addColumn("task_id", "text", (column) => column.notNull().references("task.id").onDelete("cascade"))
        .addColumn("role", "text", (column) => column.notNull())
        .addColumn("storage_key", "text", (column) => column.notNull())
        .addColumn("content_type", "text", (column) => column.notNull())
        .addColumn("size_bytes", "bigint", (column) => column.notNull())
        .addColumn("sha256", "text", (column) => column.notNull())
        .addColumn("duration_ms", "bigint")
        .addColumn("created_at", "bigint", (column) => column.notNull())
        .addUniqueConstraint("file_role_unique", ["task_id", "role"])
        .execute();
      await db.schema
        .createTable("work")
        .addColumn("kind", "text", (column) => column.notNull())
        .addColumn("subject_id", "text", (column) => column.notNull())
        .addColumn("run_at", "bigint", (column) => column.notNull())
        .addColumn("attempts", "integer", (column) => column.notNull())
        .addColumn("revision", "integer", (column) => column.notNull())
        .addColumn("payload", "text")
        .addColumn("lease_holder", "text")
        .addColumn("lease_until", "bigint")
        .addColumn("created_at", "bigint", (column) => column.notNull())
        .addPrimaryKeyConstraint("work_primary", ["kind", "subject_id"])
        .execute();
      await db.schema.createIndex("work_due").on("work").columns(["kind", "run_at"]).execute();
      await db.schema
        .createTable("favourite_voice")
        .addColumn("owner_id", "text", (column) => column.notNull())
        .addColumn("voice", "text", (column) => column.notNull())
        .addColumn("created_at", "bigint", (column) => column.notNull())
        .addPrimaryKeyConstraint("favourite_voice_primary", ["owner_id", "voice"])
        .execute();
      await db.schema
        .createTable("local_engine_job")
        .addColumn("id", "text", (column) => column.primaryKey())
        .addColumn("model", "text", (column) => column.notNull())
        .addColumn("param_json", "text", (column) => column.notNull())
        .addColumn("call_back_url", "text")
        .addColumn("base_url", "text", (column) => column.notNull())
        .addColumn("state", "text", (column) => column.notNull())
        .addColumn("result_json", "text")
        .addColumn("fail_code", "text")
        .addColumn("fail_message", "text")
        .addColumn("created_at", "bigint", (column) => column.notNull())
        .addColumn("updated_at", "bigint", (column) => column.notNull())
        .addColumn("completed_at", "bigint")
        .execute();
      await db.schema.createIndex("local_engine_job_created").on("local_engine_job").column("created_at").execute();
      await db.schema
        .createTable("local_engine_file")
        .addColumn("id", "text", (column) => column.primaryKey())
        .addColumn("upload_path", "text", (column) => column.unique())
        .addColumn("storage_key", "text", (column) => column.notNull())
        .addColumn("content_type", "text", (column) => column.notNull())
        .addColumn("size_bytes", "bigint", (column) => column.notNull())
        .addColumn("sha256", "text", (column) => column.notNull())
        .addColumn("created_at", "bigint", (column) => column.notNull())
        .execute();
      await db.schema.createIndex("local_engine_file_created").on("local_engine_file").column("created_at").execute();
    },
  },
  "0002-owner-submitted": {
    async up(db: Kysely<Tables>) {
      await db.schema.createIndex("task_owner_submitted").on("task").columns(["owner_id", "submitted_at"]).execute();
    },
  },
  "0003-retention": {
    async up(db: Kysely<Tables>) {
      await db.schema.createIndex("recording_state").on("recording").columns(["state", "created_at"]).execute();
      // The work of another name that did a part of it.
      await db.deleteFrom("work").where("kind", "=", "expire-recordings").execute();
    },
  },
  "0004-limits": limitsMigration,
  "0005-shares": sharesMigration,
  "0006-instances": instancesMigration,
  "0007-uploads": uploadsMigration,
  "0008-scale": scaleMigration,
  "0009-titles": titlesMigration,
};
