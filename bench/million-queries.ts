import { CompiledQuery, type KyselyPlugin, type RootOperationNode, sql } from "kysely";
import { isShared, migrate } from "@/lib/database/database";
import { env } from "@/lib/env";
import { addPoints } from "@/lib/limits/rate-counters";
import { requireOwnerRoom } from "@/lib/limits/costs";
import { processWide } from "@/lib/lifetime";
import { listUnused, recordingFilesOf } from "@/lib/recordings/store";
import { listExpiredTasks, listOldRecordings } from "@/lib/retention/store";
import { findShareBySlug, listShares } from "@/lib/shares/store";
import { requireRoom } from "@/lib/storage/room";
import { countSubmitted, creditsPerCharacter, listTasks, listUnfinished } from "@/lib/tasks/list-store";
import { nextToSend, readPlaces } from "@/lib/tasks/send-queue";
import { filesOf, findTask, findTaskByTokenHash } from "@/lib/tasks/store";
import { measureTasks } from "@/lib/tasks/task-metrics";
import { claimWork, nextDueAt, postponeWork } from "@/lib/work/store";
import { openAt } from "./databases";
import { median } from "./load";
import { BUSY_OWNER, insertRows } from "./million-rows";

const ROUNDS = 7;
const PAGE = 50;
const COUNT = Number(process.argv[2]);
const DAY_MS = 24 * 60 * 60 * 1000;

/** What one of the app's queries took, and how the database goes about it. */
interface QueryCost {
  readonly what: string;
  readonly ms: number;
  readonly plans: readonly string[];
}

/** What one database took for all of them. */
export interface Costs {
  readonly costs: readonly QueryCost[];
  readonly sizeBytes: number;
}

/** Keeps what is asked for, so that its plan can be asked for too. */
const asked: RootOperationNode[] = [];
const recorder: KyselyPlugin = {
  transformQuery: ({ node }) => {
    asked.push(node);
    return node;
  },
  transformResult: ({ result }) => Promise.resolve(result),
};

const { dataDir, databaseUrl } = env();
const plain = openAt({ DATA_DIR: dataDir, ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }) });
const db = processWide("database", () => plain.withPlugin(recorder));
const now = Date.now();
await migrate(plain);
await insertRows(plain, COUNT, now);
// PostgreSQL does so by itself from time to time; SQLite never does.
if (isShared()) await sql`vacuum analyze`.execute(plain);

const owner = `owner-${(7 * 7919) % Math.floor(COUNT / 10)}`;
const page = await listTasks(db, { ownerId: owner, limit: PAGE });
const deep = (await listTasks(db, { ownerId: BUSY_OWNER, limit: Math.floor(COUNT / 100) })).at(-1);
const ids = page.map(({ id }) => id);
const room = { freeBytes: 1e15, arrivedBytes: 0 };

const QUERIES: Readonly<Record<string, () => Promise<unknown>>> = {
  "the first page of somebody's history": () => listTasks(db, { ownerId: owner, limit: PAGE }),
  "the first page of who made every fiftieth task": () => listTasks(db, { ownerId: BUSY_OWNER, limit: PAGE }),
  "a page half way down it": () => listTasks(db, { ownerId: BUSY_OWNER, limit: PAGE, ...(deep === undefined ? {} : { before: { createdAt: deep.created_at, id: deep.id } }) }),
  "a search in it that finds nothing": () => listTasks(db, { ownerId: BUSY_OWNER, limit: PAGE, words: ["lighthouse"] }),
  "the files of a page of tasks": () => filesOf(db, ids),
  "one task": () => findTask(db, "task-77"),
  "the task of a callback": () => findTaskByTokenHash(db, "token-77"),
  "somebody's recordings that no task uses": () => listUnused(db, owner),
  "the files of a recording": () => recordingFilesOf(db, ["recording-75"]),
  "somebody's shares": () => listShares(db, owner),
  "a share by its link": () => findShareBySlug(db, "slug-103"),
  "what a character costs on a model": () => creditsPerCharacter(db, "elevenlabs/text-to-speech-multilingual-v2"),
  "counting tasks against a limit": () => db.transaction().execute((transaction) => addPoints(transaction, { id: "tasks hour owner owner-7", windowMs: DAY_MS }, 1, now)),
  "whether there is room, with STORAGE_LIMIT_BYTES": () => db.transaction().execute((transaction) => requireRoom(transaction, room)),
  "whether an owner has room": () => requireOwnerRoom(db, owner),
  "whether who made every fiftieth task has room": () => requireOwnerRoom(db, BUSY_OWNER),
  "claiming work and putting it back": async () => {
    const work = await db.transaction().execute((transaction) => claimWork(transaction, { kind: "look", boot: "bench", now, leaseMs: 1000 }));
    if (work !== undefined) await postponeWork(db, work, { runAt: work.runAt });
  },
  "when work is due next": () => nextDueAt(db, "look"),
  "how many were sent in the last ten seconds": () => countSubmitted(db, now - 10_000, now),
  "whose turn it is to be sent": () => nextToSend(now),
  "the places of who waits": () => readPlaces(db, owner),
  "all unfinished tasks, at a start": () => listUnfinished(db),
  "tasks over their time, once a day": () => listExpiredTasks(db, now - 300 * DAY_MS, 100),
  "recordings over their time, once a day": () => listOldRecordings(db, ["arriving", "refused"], now - DAY_MS),
  "counting tasks by state, for the figures": () => measureTasks(),
};

const costs: QueryCost[] = [];
for (const [what, ask] of Object.entries(QUERIES)) {
  asked.length = 0;
  await ask();
  const nodes = asked.splice(0);
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const startedAt = performance.now();
    await ask();
    times.push(performance.now() - startedAt);
  }
  costs.push({ what, ms: median(times), plans: await plansOf(nodes) });
}
process.stdout.write(`${JSON.stringify({ costs, sizeBytes: await sizeOfDatabase() })}\n`);
await plain.destroy();

async function sizeOfDatabase(): Promise<number> {
  const size = isShared() ? sql<{ bytes: number }>`select pg_database_size(current_database()) as bytes` : sql<{ bytes: number }>`select page_count * page_size as bytes from pragma_page_count(), pragma_page_size()`;
  return (await size.execute(plain)).rows[0]?.bytes ?? 0;
}

async function plansOf(nodes: readonly RootOperationNode[]): Promise<string[]> {
  const plans: string[] = [];
  for (const node of nodes) {
    const { sql: text, parameters } = plain.getExecutor().compileQuery(node, { queryId: "plan" });
    const { rows } = await plain.executeQuery<Record<string, unknown>>(CompiledQuery.raw(`explain ${isShared() ? "" : "query plan "}${text}`, [...parameters]));
    plans.push(...rows.map((row) => String(row["detail"] ?? row["QUERY PLAN"])));
  }
  return plans;
}
