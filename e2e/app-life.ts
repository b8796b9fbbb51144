import { freePort } from "@/scripts/services/free-port.mjs";
import { type AppProcess, newDataDirectory, startApp, vendorSettings } from "./app-process";
import type { FakeVendor } from "./fake-vendor/fake-vendor";

/** An app that is stopped and started again on the same data and at the same address. */
export interface AppLife {
  readonly url: string;
  /** Ends the process. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Starts it again; `root` is where its build is, the same one unless told otherwise. */
  start(root?: string): Promise<void>;
  /** Ends it for good and removes what it kept. */
  end(): Promise<void>;
}

/** Starts an app of a test's own, which speaks to `vendor`, or itself without one. */
export async function beginApp(vendor?: FakeVendor): Promise<AppLife> {
  const { dataDir, remove } = await newDataDirectory();
  const port = await freePort();
  const settings = { PORT: String(port), DATA_DIR: dataDir, ...(vendor === undefined ? {} : vendorSettings(vendor, port)) };
  let app: AppProcess = await startApp(settings);
  return {
    url: app.url,
    stop: async (signal) => {
      await app.end(signal);
    },
    start: async (root) => {
      app = await startApp(settings, ...(root === undefined ? [] : [root]));
    },
    end: async () => {
      await app.end();
      await remove();
    },
  };
}
