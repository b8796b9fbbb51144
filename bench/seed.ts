import { createHash, randomBytes } from "node:crypto";
import type { FakeVendor } from "@/e2e/fake-vendor/fake-vendor";
import type { FakeTask } from "@/e2e/fake-vendor/task";
import { migrate } from "@/lib/database/database";
import { hashCallbackToken, newCallbackToken } from "@/lib/tasks/callback-token";
import type { TaskState } from "@/lib/tasks/states";
import { insertTask } from "@/lib/tasks/store";
import { openAt, type Where } from "./databases";

/** So long ago that unfinished tasks are looked at once a minute. */
const AGE_MS = 2 * 60 * 60 * 1000;

/** Somebody who has a cookie and tasks without having opened a page. */
export interface Visitor {
  readonly cookie: string;
  readonly ownerId: string;
}

/** A visitor that no app knows yet. */
export function newVisitor(): Visitor {
  const value = randomBytes(32).toString("base64url");
  return { cookie: `soundcheck_owner=${value}`, ownerId: createHash("sha256").update(value).digest("hex") };
}

/** A task that was sent: the vendor has it, and the app's row says so. */
export interface SentTask {
  readonly vendorTask: FakeTask;
  readonly callbackUrl: string;
}

/** What a task was sent with, and what the app knows of it. */
interface Sent {
  readonly ownerId: string;
  readonly state: TaskState;
  /** The result that the app has read, by the vendor's task. */
  readonly result?: (task: FakeTask) => object;
}

const INPUT = {
  text: "The tide came in and took the letters from the sand. Nobody knew why, and nobody asked.",
  voice: "Rachel",
  model: "elevenlabs/text-to-speech-multilingual-v2",
  stability: 0.5,
  similarityBoost: 0.75,
  style: 0,
  speed: 1,
  timestamps: false,
  languageCode: "",
  previousText: "",
  nextText: "",
} as const;

/** Makes tasks at the vendor and their rows in the database of an app that is not running and will answer at `appUrl`. */
export async function seedTasks(where: Where, vendor: FakeVendor, appUrl: string, tasks: readonly Sent[]): Promise<SentTask[]> {
  const db = openAt(where);
  await migrate(db);
  const seeded: SentTask[] = [];
  const now = Date.now() - AGE_MS;
  await db.transaction().execute(async (transaction) => {
    for (const [index, { ownerId, state, result }] of tasks.entries()) {
      const token = newCallbackToken();
      const callbackUrl = `${appUrl}/api/callbacks/${token}`;
      const vendorTask = await createAt(vendor, callbackUrl);
      const id = `seeded-${index}`;
      await insertTask(transaction, { id, ownerId, purpose: "take", engine: "vendor", runId: id, inputHash: id, order: { kind: "speech", input: INPUT, comparisonId: null } }, now + index);
      await transaction
        .updateTable("task")
        .set({
          state,
          submitted_at: state === "pending" ? null : now,
          vendor_task_id: state === "pending" ? null : vendorTask.taskId,
          callback_token_hash: hashCallbackToken(token),
          result_json: result === undefined ? null : JSON.stringify(result(vendorTask)),
        })
        .where("id", "=", id)
        .execute();
      seeded.push({ vendorTask, callbackUrl });
    }
  });
  await db.destroy();
  return seeded;
}

async function createAt(vendor: FakeVendor, callBackUrl: string): Promise<FakeTask> {
  const body = JSON.stringify({ model: INPUT.model, callBackUrl, input: { text: INPUT.text, voice: INPUT.voice } });
  const response = await fetch(`${vendor.origin}/api/v1/jobs/createTask`, { method: "POST", headers: { authorization: `Bearer ${vendor.apiKey}` }, body });
  await response.arrayBuffer();
  const task = vendor.tasks.at(-1);
  if (task === undefined) throw new Error("The fake vendor took no task.");
  return task;
}
