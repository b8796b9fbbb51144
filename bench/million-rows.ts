import { type RawBuilder, sql } from "kysely";
import type { Queryable } from "@/lib/database/database";

/** How much there is for each task, as people use it: some make much, most a little. */
const OWNERS_SHARE = 10;
export const BUSY_OWNER = "owner-busy";
const BUSY_EVERY = 50;
const UNFINISHED_SHARE = 500;
const CHUNK = 50_000;

/** The first task is so long ago. */
const SPAN_MS = 365 * 24 * 60 * 60 * 1000;
const TEXT = "The tide came in and took the letters from the sand, and nobody knew why, and nobody asked before the evening. ".repeat(3);
const INPUT = JSON.stringify({ text: TEXT, voice: "Rachel", model: "elevenlabs/text-to-speech-multilingual-v2", stability: 0.5, similarityBoost: 0.75, style: 0, speed: 1, timestamps: true });

/**
 * Fills an empty database with `count` tasks over a year, up to `now`, by a tenth as many owners and one who made every fiftieth, with their
 * recordings, files, shares and counters; the last ones are on their way.
 */
export async function insertRows(db: Queryable, count: number, now: number): Promise<void> {
  const step = Math.floor(SPAN_MS / count);
  const at = sql`(cast(${now - SPAN_MS} as bigint) + i * cast(${step} as bigint))`;
  const owner = sql`(case when i % ${sql.lit(BUSY_EVERY)} = 1 then ${sql.lit(BUSY_OWNER)} else 'owner-' || (i * 7919 % ${sql.lit(Math.max(Math.floor(count / OWNERS_SHARE), 1))}) end)`;
  const isTranscription = sql`i % 5 = 0`;
  const isUnfinished = sql`i > ${sql.lit(count - Math.ceil(count / UNFINISHED_SHARE))}`;
  const state = sql`(case when ${isUnfinished} then (case when i % 4 = 1 then 'pending' else 'waiting' end) when i % 200 = 7 then 'fail' else 'success' end)`;
  await inChunks(db, count, (numbers) => sql`
    insert into recording (id, owner_id, origin, name, state, size_bytes, duration_ms, original_suits_vendor, original_suits_player, created_at)
    ${numbers} select 'recording-' || i, ${owner}, 'upload', 'recording ' || i, 'ready', 5000000, 300000, 1, 1, ${at} from n where ${isTranscription}`);
  await inChunks(db, count, (numbers) => sql`
    insert into task (id, owner_id, kind, purpose, engine, run_id, input_hash, model, voice, recording_id, input_json, character_count, search_text, state, state_since,
      version, vendor_task_id, callback_token_hash, created_at, submitted_at, completed_at, credits_consumed, result_json, absent_ms)
    ${numbers} select 'task-' || i, ${owner}, case when ${isTranscription} then 'transcription' else 'speech' end, 'take', 'vendor', 'run-' || i, 'hash-' || i,
      case when ${isTranscription} then 'elevenlabs/speech-to-text' else 'elevenlabs/text-to-speech-multilingual-v2' end, 'Rachel',
      case when ${isTranscription} then 'recording-' || i end, ${sql.lit(INPUT)}, 330, ${sql.lit(TEXT.toLowerCase())} || i, ${state}, ${at} + 30000,
      5, case when ${state} <> 'pending' then 'vendor-' || i end, 'token-' || i, ${at}, case when ${state} <> 'pending' then ${at} + 1000 end,
      case when ${state} in ('success', 'fail') then ${at} + 30000 end, case when ${state} = 'success' then 1.5 end, '{}', 0 from n`);
  for (const role of ["audio", "vendor-result"]) {
    await inChunks(db, count, (numbers) => sql`
      insert into file (id, task_id, role, storage_key, content_type, size_bytes, sha256, duration_ms, created_at)
      ${numbers} select ${sql.lit(role)} || i, 'task-' || i, ${sql.lit(role)}, 'tasks/task-' || i || '/' || ${sql.lit(role)}, 'audio/mpeg', 400000, 'sha-' || i, 25000, ${at} from n where ${state} = 'success'`);
  }
  await inChunks(db, count, (numbers) => sql`
    insert into work (kind, subject_id, run_at, attempts, revision, created_at)
    ${numbers} select case when ${state} = 'pending' then 'submit' else 'look' end, 'task-' || i, ${at}, 0, 1, ${at} from n where ${isUnfinished}`);
  await inChunks(db, count, (numbers) => sql`
    insert into share (id, slug, owner_id, task_id, run_id, input_hash, title, include_audio, include_transcript, include_settings, allow_downloads, frozen_json, frozen_at, views, created_at)
    ${numbers} select 'share-' || i, 'slug-' || i, ${owner}, 'task-' || i, 'run-' || i, 'hash', 'A result', 1, 1, 1, 1, '{}', ${at}, 3, ${at} from n where i % 100 = 3`);
  await inChunks(db, Math.floor(count / OWNERS_SHARE), (numbers) => sql`
    insert into rate_counter (id, points, ends_at) ${numbers} select 'tasks hour owner owner-' || i, 10, cast(${now + 3_600_000} as bigint) from n`);
}

async function inChunks(db: Queryable, count: number, insert: (numbers: RawBuilder<unknown>) => RawBuilder<unknown>): Promise<void> {
  for (let first = 1; first <= count; first += CHUNK) {
    const last = Math.min(first + CHUNK - 1, count);
    await insert(sql`with recursive n(i) as (select cast(${sql.lit(first)} as bigint) union all select i + 1 from n where i < ${sql.lit(last)})`).execute(db);
  }
}
