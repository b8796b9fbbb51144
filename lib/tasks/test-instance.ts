import { readdir } from "node:fs/promises";
import path from "node:path";
import { expect, vi } from "vitest";
import type { Behaviour } from "@/e2e/fake-vendor/behaviour";
import { startFakeVendor } from "@/e2e/fake-vendor/fake-vendor";
import { newTestDatabase, type TestDatabase } from "@/lib/database/test-database";
import type { SpeechInput } from "@/lib/speech/settings";
import type { TaskState } from "@/lib/tasks/states";
import type { ClaimedWork } from "@/lib/work/store";

/** Who made the tests' takes. */
const OWNER_ID = "owner-of-the-tests";

/**
 * For tests only: the app without its pages, in this process, with a data directory of its own and a fake vendor. The
 * settings are read once in a process, so a test file starts one instance, before anything else imports the app.
 */
export async function startTestInstance(settings: Readonly<Record<string, string>> = {}, ownDatabase?: TestDatabase) {
  const vendor = await startFakeVendor({ delayMs: 0 });
  const testDatabase = ownDatabase ?? (await newTestDatabase());
  const { DATA_DIR: dataDir } = testDatabase.settings;
  const variables = {
    ...testDatabase.settings,
    LOG_LEVEL: "silent",
    KIE_API_KEY: vendor.apiKey,
    KIE_BASE_URL: vendor.origin,
    KIE_UPLOAD_URL: vendor.origin,
    CALLBACK_BASE_URL: "http://127.0.0.1:9",
    WORK_RETRY_MS: "20",
    ...settings,
  };
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);

  const { database, migrate } = await import("@/lib/database/database");
  const { beginAnew, currentBoot, enterInstances } = await import("@/lib/instances/membership");
  const { clearScratch, scratchDirectory } = await import("@/lib/storage/scratch");
  const { shutDown } = await import("@/lib/lifetime");
  const { findTask, hashInputs, insertTask } = await import("@/lib/tasks/store");
  const { submitHandler } = await import("@/lib/tasks/submit");
  const { DEFAULT_SETTINGS } = await import("@/lib/speech/settings");
  const db = database();
  await clearScratch();
  await migrate(db);
  await enterInstances();
  await liveOn();

  /** Nothing says that it lives while a test runs: it does until the test's end. */
  async function liveOn(): Promise<void> {
    await db.updateTable("instance").set({ seen_at: Number.MAX_SAFE_INTEGER }).where("boot", "=", currentBoot()).execute();
  }

  /** A task's row; rejects when it is gone. */
  async function requireRow(id: string) {
    const row = await findTask(db, id);
    if (row === undefined) throw new Error(`No task ${id}`);
    return row;
  }

  /** A new pending take. */
  async function insertTake(change: Partial<SpeechInput> = {}, ownerId = OWNER_ID) {
    const id = crypto.randomUUID();
    const input: SpeechInput = { ...DEFAULT_SETTINGS, text: `Take ${id}`, previousText: "", nextText: "", ...change };
    await insertTask(
      db,
      { id, ownerId, purpose: "take", engine: "vendor", runId: id, inputHash: hashInputs([input]), order: { kind: "speech", input, comparisonId: null } },
      Date.now(),
    );
    return requireRow(id);
  }

  /** A take that was sent, and that the vendor treats as told. */
  async function sendTake(behaviour: Behaviour = {}, change: Partial<SpeechInput> = {}) {
    vendor.behave({ next: [behaviour] });
    const { id } = await insertTake(change);
    await submitHandler.run(claimedWork("submit", id), AbortSignal.timeout(30_000));
    return requireRow(id);
  }

  return {
    vendor,
    db,
    insertTake,
    sendTake,
    requireRow,
    /** Waits until a task is in a state that it comes to by itself. */
    reaches: (id: string, state: TaskState): Promise<void> => vi.waitFor(async () => expect((await requireRow(id)).state).toBe(state), 10_000),
    /** Why a task did not succeed, as its owner is told. */
    failureOf: async (id: string): Promise<unknown> => JSON.parse((await requireRow(id)).failure_json ?? "null"),
    /** The createTask calls that the vendor received. */
    sentRequests: () => vendor.requests.filter(({ path: route }) => route.endsWith("/createTask")),
    /** The files under a folder of the data directory, by their paths in it. */
    filesIn: async (folder: string): Promise<string[]> => {
      const entries = await readdir(path.join(dataDir, folder), { recursive: true, withFileTypes: true }).catch(() => []);
      return entries.filter((entry) => entry.isFile()).map((entry) => path.join(path.relative(path.join(dataDir, folder), entry.parentPath), entry.name));
    },
    scratchDirectory: scratchDirectory(),
    dataDir,
    /** The process dies, and its next life begins: what it held is free. */
    nextLife: async () => {
      await beginAnew(db);
      await liveOn();
    },
    /** Forgets every task, all work, and what the vendor knows. */
    reset: async () => {
      await db.deleteFrom("work").execute();
      await db.deleteFrom("task").execute();
      await db.deleteFrom("recording").execute();
      vendor.behave({ reset: true });
      await db.deleteFrom("rate_counter").execute();
    },
    close: async () => {
      await vendor.close();
      await shutDown({ limitMs: 5_000, report: () => undefined });
      await testDatabase.remove();
    },
  };
}

/** Work as a handler gets it, for a test that calls the handler itself. */
export function claimedWork(kind: string, subjectId: string, change: Partial<ClaimedWork> = {}): ClaimedWork {
  return { kind, subjectId, lease: "the test's", runAt: 0, attempts: 1, revision: 1, payload: null, ...change };
}
