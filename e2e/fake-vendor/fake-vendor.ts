import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Script } from "./behaviour";
import type { SentNotice } from "./notices";
import type { RecordedRequest } from "./recorder";
import type { FakeTask } from "./task";
import { Vendor, type VendorOptions } from "./vendor";

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
  /** Says how the coming calls go. */
  behave(script: Script): void;
  /** Sends a task's callbacks once more. */
  notify(taskId: string): Promise<SentNotice[]>;
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
    behave: (script) => vendor.behave(script),
    notify: async (taskId) => {
      const task = vendor.tasks.find((known) => known.taskId === taskId);
      return task === undefined ? [] : vendor.notify(task);
    },
    disconnect: () => server.closeAllConnections(),
    close: async () => {
      vendor.end();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
