import path from "node:path";
import { startApp, vendorSettings } from "@/e2e/app-process";
import { startFakeVendor } from "@/e2e/fake-vendor/fake-vendor";
import { startPostgres } from "@/scripts/services/postgres.mjs";
import { freePort } from "@/scripts/services/free-port.mjs";
import { newDatabase, postgresCommitRate, sqliteCommitRate, type Where } from "./databases";
import { type EmptyApp, startEmptyApp } from "./empty-app";
import { median, postAll, untilLooked } from "./load";
import { newVisitor, seedTasks } from "./seed";
import type { Measure } from "./table";

const ROUNDS = 5;
const CALLBACKS_PER_ROUND = 400;

/**
 * Callbacks to many unfinished tasks, each answered after its commit, on both databases: beside the same bodies sent to a route that
 * does nothing, and beside what the database commits of itself.
 */
export async function benchCallbacks(folder: string): Promise<Measure[]> {
  const emptyApp = await startEmptyApp();
  const postgres = await startPostgres();
  try {
    const commitRates = [sqliteCommitRate(folder), await postgresCommitRate(postgres)] as const;
    const onSqlite = await measure({ DATA_DIR: path.join(folder, "callbacks") }, emptyApp);
    const onPostgres = await measure({ DATA_DIR: path.join(folder, "callbacks-postgres"), ...(await newDatabase(postgres, "callbacks")) }, emptyApp);
    return [
      ...rows("SQLite", onSqlite, "SQLite's own commits of a row, one after another", commitRates[0]),
      ...rows("PostgreSQL", onPostgres, "PostgreSQL's own commits of a row, by 32 clients", commitRates[1]),
    ];
  } finally {
    postgres.remove();
    await emptyApp.end();
  }
}

interface Rates {
  readonly ours: number;
  readonly plain: number;
}

function rows(name: string, { ours, plain }: Rates, commits: string, commitRate: number): Measure[] {
  const what = `${name}: callbacks to different tasks, 32 at once, each answered after its commit`;
  return [
    { what, measured: ours, beside: "a Next.js route handler that does nothing", plain, unit: "per s" },
    { what: `${name}: the same`, measured: ours, beside: commits, plain: commitRate, unit: "per s" },
  ];
}

async function measure(where: Where, emptyApp: EmptyApp): Promise<Rates> {
  const vendor = await startFakeVendor();
  vendor.behave({ default: { steps: [{ state: "generating" }], callback: "none" } });
  const port = await freePort();
  const owners = Array.from({ length: 100 }, newVisitor);
  const count = (ROUNDS + 1) * CALLBACKS_PER_ROUND;
  const tasks = await seedTasks(where, vendor, `http://127.0.0.1:${port}`, Array.from({ length: count }, (_, index) => ({ ownerId: owners[index % owners.length]?.ownerId ?? "", state: "waiting" })));
  const app = await startApp({ PORT: String(port), ...where, ...vendorSettings(vendor, port), LOG_LEVEL: "info" });
  await untilLooked(vendor, tasks);
  const [ours, plain]: [number[], number[]] = [[], []];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const some = tasks.slice(round * CALLBACKS_PER_ROUND, (round + 1) * CALLBACKS_PER_ROUND);
    const callbacks = some.map(({ callbackUrl, vendorTask }) => ({ url: callbackUrl, body: JSON.stringify(vendorTask.notice()) }));
    plain.push(await postAll(callbacks.map(({ body }) => ({ url: emptyApp.routeUrl, body }))));
    const seen = vendor.requests.length;
    ours.push(await postAll(callbacks));
    await untilLooked(vendor, some, seen);
  }
  await app.end();
  await vendor.close();
  // The first round of each is the warm-up.
  return { ours: median(ours.slice(1)), plain: median(plain.slice(1)) };
}
