import "server-only";
import { nanoid } from "nanoid";
import { databaseNow } from "@/lib/database/clock";
import { database } from "@/lib/database/database";
import { transactInTurn } from "@/lib/database/transact";
import { env } from "@/lib/env";
import { notFound } from "@/lib/http/route";
import { countTasks } from "@/lib/limits/costs";
import { type ServedFile, toServedFile } from "@/lib/media/media-response";
import { DEFAULT_SETTINGS, type SpeechInput } from "@/lib/speech/settings";
import { PRESET_VOICES, sampleText } from "@/lib/speech/voices";
import { readDisk, requireRoom } from "@/lib/storage/room";
import type { VoiceSample } from "@/lib/tasks/schema";
import { failureOf, filesOf, hashInputs, insertTask, type TaskRow } from "@/lib/tasks/store";
import { SUBMIT_WORK } from "@/lib/tasks/transitions";
import { enqueueWork } from "@/lib/work/store";
import { wakeWork } from "@/lib/work/runner";

/** Samples belong to nobody who has a cookie: every visitor hears the same ones. */
const INSTANCE = "instance";
/** Ended without a sample: another try makes a new one. Not `unconfirmed`: that one may have been charged. */
const RETRIABLE = new Set<TaskRow["state"]>(["fail", "cancelled"]);

/** The newest sample of each voice that has one, of the engine that is on. */
export async function listSamples(): Promise<VoiceSample[]> {
  const samples = new Map((await sampleRows()).flatMap((row) => (row.voice === null ? [] : [[row.voice, row] as const])));
  return [...samples].map(([voice, row]) => ({
    voice,
    state: row.state,
    url: row.state === "success" ? `/api/voices/${encodeURIComponent(voice)}/sample?${row.id}` : null,
    failure: failureOf(row),
  }));
}

/** Makes the instance's sample of a preset voice, unless it is there or on its way. It counts as a task of whoever asked first. */
export async function ensureSample(voice: string, askedBy: string): Promise<void> {
  const rows = (await sampleRows()).filter((row) => row.voice === voice);
  const latest = rows.at(-1);
  if (latest !== undefined && !RETRIABLE.has(latest.state)) return;
  const engine = env().engine;
  const input: SpeechInput = { ...DEFAULT_SETTINGS, voice, text: sampleText(voice), previousText: "", nextText: "" };
  const now = databaseNow();
  const disk = await readDisk();
  await transactInTurn("holdings", async (transaction) => {
    const task = await insertTask(
      transaction,
      {
        id: nanoid(),
        ownerId: INSTANCE,
        purpose: "sample",
        engine,
        // The number makes two visitors' clicks at the same time one sample.
        runId: `sample.${engine}.${voice}.${rows.length}`,
        inputHash: hashInputs([input]),
        order: { kind: "speech", input, comparisonId: null },
      },
      now,
    );
    if (!task.inserted) return;
    await enqueueWork(transaction, { kind: SUBMIT_WORK, subjectId: task.id, runAt: now });
    await countTasks(transaction, askedBy, 1);
    await requireRoom(transaction, disk);
  });
  wakeWork(SUBMIT_WORK);
}

/** The audio of a voice's sample. Throws `not_found` when there is none. */
export async function requireSampleFile(voice: string): Promise<ServedFile> {
  const sample = (await sampleRows()).findLast((row) => row.voice === voice && row.state === "success");
  const files = sample === undefined ? [] : await filesOf(database(), [sample.id]);
  const audio = files.find((file) => file.role === "audio");
  if (audio === undefined) throw notFound();
  return toServedFile(audio);
}

async function sampleRows(): Promise<TaskRow[]> {
  return database()
    .selectFrom("task")
    .selectAll()
    .where("owner_id", "=", INSTANCE)
    .where("purpose", "=", "sample")
    .where("engine", "=", env().engine)
    .where("voice", "in", PRESET_VOICES.map((voice) => voice.name))
    .orderBy("created_at")
    .execute();
}
