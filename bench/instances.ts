import { prepareFleet } from "@/e2e/cluster/fleet";
import { startFakeVendor } from "@/e2e/fake-vendor/fake-vendor";
import { type PostgresServer, startPostgres } from "@/scripts/services/postgres.mjs";
import { newDatabase } from "./databases";
import { startEmptyApp } from "./empty-app";
import { median, postAll, untilLooked } from "./load";
import { newVisitor, seedTasks } from "./seed";
import type { Measure } from "./table";

const ROUNDS = 5;
const CALLBACKS_PER_ROUND = 400;
const SIZES = [1, 2, 3];

/** Callbacks to one, two and three instances on PostgreSQL behind nginx, each answered after its commit. */
export async function benchInstances(): Promise<Measure[]> {
  const postgres = await startPostgres();
  const emptyApp = await startEmptyApp();
  try {
    const plain: number[] = [];
    for (let round = 0; round <= ROUNDS; round += 1) plain.push(await postAll(Array.from({ length: CALLBACKS_PER_ROUND }, () => ({ url: emptyApp.routeUrl, body: "{}" }))));
    const rates: number[] = [];
    for (const size of SIZES) rates.push(await measure(postgres, size));
    const what = (size: number) => `callbacks through nginx to ${size === 1 ? "one instance" : `${size} instances`}, 32 at once, each answered after its commit`;
    return [
      { what: what(1), measured: rates[0] ?? Number.NaN, beside: "a Next.js route handler that does nothing, without nginx", plain: median(plain.slice(1)), unit: "per s" },
      ...SIZES.slice(1).map((size, index): Measure => ({ what: what(size), measured: rates[index + 1] ?? Number.NaN, beside: "one instance", plain: rates[0] ?? Number.NaN, unit: "per s" })),
    ];
  } finally {
    await emptyApp.end();
    postgres.remove();
  }
}

async function measure(postgres: PostgresServer, size: number): Promise<number> {
  const vendor = await startFakeVendor();
  vendor.behave({ default: { steps: [{ state: "generating" }], callback: "none" } });
  const shared = await newDatabase(postgres, `instances_${size}`);
  const fleet = await prepareFleet(Array.from({ length: size }, () => ({})), (url) => ({
    ...shared,
    KIE_API_KEY: vendor.apiKey,
    KIE_BASE_URL: vendor.origin,
    KIE_UPLOAD_URL: vendor.origin,
    CALLBACK_BASE_URL: url,
    LOG_LEVEL: "info",
  }));
  const owners = Array.from({ length: 100 }, newVisitor);
  const count = (ROUNDS + 1) * CALLBACKS_PER_ROUND;
  const tasks = await seedTasks({ DATA_DIR: "", ...shared }, vendor, fleet.url, Array.from({ length: count }, (_, index) => ({ ownerId: owners[index % owners.length]?.ownerId ?? "", state: "waiting" })));
  for (let index = 0; index < size; index += 1) await fleet.start(index);
  await untilLooked(vendor, tasks);
  const rates: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const some = tasks.slice(round * CALLBACKS_PER_ROUND, (round + 1) * CALLBACKS_PER_ROUND);
    const seen = vendor.requests.length;
    rates.push(await postAll(some.map(({ callbackUrl, vendorTask }) => ({ url: callbackUrl, body: JSON.stringify(vendorTask.notice()) }))));
    await untilLooked(vendor, some, seen);
  }
  await fleet.end();
  await vendor.close();
  // The first round is the warm-up.
  return median(rates.slice(1));
}
