import path from "node:path";
import { freePort, startApp, vendorSettings } from "@/e2e/app-process";
import { startFakeVendor } from "@/e2e/fake-vendor/fake-vendor";
import { startEmptyRoute } from "./empty-route";
import { median, postAll, untilLooked } from "./load";
import { newVisitor, seedTasks } from "./seed";
import type { Measure } from "./table";

const ROUNDS = 5;
const CALLBACKS_PER_ROUND = 400;

/** Callbacks to many unfinished tasks, each answered after its commit, beside the same bodies sent to a route that does nothing. */
export async function benchCallbacks(folder: string): Promise<Measure[]> {
  const vendor = await startFakeVendor();
  vendor.behave({ default: { steps: [{ state: "generating" }], callback: "none" } });
  const port = await freePort();
  const appUrl = `http://127.0.0.1:${port}`;
  const dataDir = path.join(folder, "callbacks");
  const owners = Array.from({ length: 100 }, newVisitor);
  const count = (ROUNDS + 1) * CALLBACKS_PER_ROUND;
  const tasks = await seedTasks(dataDir, vendor, appUrl, Array.from({ length: count }, (_, index) => ({ ownerId: owners[index % owners.length]?.ownerId ?? "", state: "waiting" })));
  const app = await startApp({ PORT: String(port), DATA_DIR: dataDir, ...vendorSettings(vendor, port), LOG_LEVEL: "info" });
  const emptyRoute = await startEmptyRoute();
  await untilLooked(vendor, tasks);
  const [ours, plain]: [number[], number[]] = [[], []];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const some = tasks.slice(round * CALLBACKS_PER_ROUND, (round + 1) * CALLBACKS_PER_ROUND);
    const callbacks = some.map(({ callbackUrl, vendorTask }) => ({ url: callbackUrl, body: JSON.stringify(vendorTask.notice()) }));
    plain.push(await postAll(callbacks.map(({ body }) => ({ url: emptyRoute.url, body }))));
    const seen = vendor.requests.length;
    ours.push(await postAll(callbacks));
    await untilLooked(vendor, some, seen);
  }
  await Promise.all([app.end(), emptyRoute.end()]);
  await vendor.close();
  // The first round of each is the warm-up.
  return [
    {
      what: "callbacks to different tasks, 32 at once, each answered after its commit",
      measured: median(ours.slice(1)),
      beside: "a Next.js route handler that does nothing",
      plain: median(plain.slice(1)),
      unit: "per s",
    },
  ];
}
