import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import type { FakeVendor } from "@/e2e/fake-vendor/fake-vendor";
import type { SentTask } from "./seed";

/** As many as a busy vendor sends at once. */
const CONCURRENCY = 32;

const QUIET_MS = 200;

interface Post {
  readonly url: string;
  readonly body: string;
}

/** Sends all of these over kept connections, 32 at a time; gives how many were answered in a second. Rejects unless each is a success. */
export async function postAll(posts: readonly Post[]): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONCURRENCY });
  const left = posts.values();
  const startedAt = performance.now();
  const sendSome = async () => {
    for (const { url, body } of left) {
      const status = await post(url, body, agent);
      if (status >= 300) throw new Error(`${url} was answered with HTTP ${status}.`);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, sendSome));
  agent.destroy();
  return (posts.length * 1000) / (performance.now() - startedAt);
}

/** Sends one body; gives the status of the answer when all of it is here. */
export async function post(url: string, body: string, agent?: Agent, headers: Readonly<Record<string, string>> = {}): Promise<number> {
  const outgoing = request(url, {
    method: "POST",
    ...(agent === undefined ? {} : { agent }),
    headers: { "content-type": "application/json", "content-length": Buffer.byteLength(body), ...headers },
  });
  outgoing.end(body);
  const [response] = (await once(outgoing, "response")) as [IncomingMessage];
  response.resume();
  await once(response, "end");
  return response.statusCode ?? 500;
}

/** The middle of these numbers. */
export function median(numbers: readonly number[]): number {
  return quantile(numbers, 0.5);
}

/** The number below which the share `share` of these lies. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Waits until the app has looked at each of these tasks after the first `seen` requests that the vendor got, and is done with it. */
export async function untilLooked(vendor: FakeVendor, tasks: readonly SentTask[], seen = 0): Promise<void> {
  const isLooked = () => {
    const asked = new Set(vendor.requests.slice(seen).map(({ path, query }) => (path.endsWith("/recordInfo") ? query["taskId"] : undefined)));
    return tasks.every(({ vendorTask }) => asked.has(vendorTask.taskId));
  };
  while (!isLooked()) await pause(QUIET_MS);
  await pause(QUIET_MS);
}
