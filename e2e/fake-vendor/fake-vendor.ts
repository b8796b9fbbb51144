import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Behaviour, Script } from "./behaviour";
import type { ClickCount } from "./clicks";
import type { SentNotice } from "./notices";
import type { VendorOptions } from "./options";
import type { RecordedRequest } from "./recorder";
import type { FakeTask } from "./task";
import { Vendor } from "./vendor";

export interface FakeVendorOptions extends VendorOptions {
  /** A free one when absent. */
  readonly port?: number;
}

/** A kie-compatible upstream that fails on demand. */
export interface FakeVendor {
  /** For KIE_BASE_URL and KIE_UPLOAD_URL. */
  readonly origin: string;
  readonly apiKey: string;
  /** Everything that it was sent, control requests apart, in order. */
  readonly requests: readonly RecordedRequest[];
  readonly tasks: readonly FakeTask[];
  /** The callbacks that were answered or given up. */
  readonly notices: readonly SentNotice[];
  /** What became of the createTask requests, by `labelOf` the click. */
  readonly clicks: ReadonlyMap<string, ClickCount>;
  /** How many createTask requests came faster than the vendor's rate allows. */
  rateViolations(): number;
  /** Says how the coming calls go. */
  behave(script: Script): void;
  /** Sends a task's callbacks once more, of another kind than its behaviour says where one is given. */
  notify(taskId: string, kind?: Behaviour["callback"]): Promise<SentNotice[]>;
  /** Breaks every connection that is open, as when the vendor's machine goes. */
  disconnect(): void;
  close(): Promise<void>;
}

/** Starts a fake vendor on 127.0.0.1. Unless told otherwise it takes valid tasks and succeeds with a short sound. */
export async function startFakeVendor(options: FakeVendorOptions = {}): Promise<FakeVendor> {
  const vendor = new Vendor(options);
  const server = createServer((request, response) => {
    vendor.handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  vendor.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin: vendor.origin,
    apiKey: vendor.apiKey,
    requests: vendor.requests,
    tasks: vendor.tasks,
    notices: vendor.notices,
    clicks: vendor.clicks.counts,
    rateViolations: () => vendor.clicks.rateViolations,
    behave: (script) => vendor.behave(script),
    notify: async (taskId, kind) => {
      const task = vendor.tasks.find((known) => known.taskId === taskId);
      return task === undefined ? [] : vendor.notify(task, kind);
    },
    disconnect: () => server.closeAllConnections(),
    close: async () => {
      vendor.end();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
