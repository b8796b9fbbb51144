import { once } from "node:events";
import { request as httpRequest } from "node:http";
import { type APIRequestContext, expect, test } from "@playwright/test";
import { freePort } from "@/scripts/services/free-port.mjs";
import { callAction, newDataDirectory, readTakes, startApp, takeInput, vendorSettings } from "../app-process";
import type { Behaviour } from "../fake-vendor/behaviour";
import { startFakeVendor } from "../fake-vendor/fake-vendor";

/** By the take's text: what the vendor does with it while the process is told to stop, and where it ends after the next start. */
const TAKES: Readonly<Record<string, { behaviour: Behaviour; stoppedIn: string; endsIn: string }>> = {
  "a request without an answer": { behaviour: { create: { kind: "hang" } }, stoppedIn: "submitting", endsIn: "unconfirmed" },
  "a request that is answered late": { behaviour: { create: { kind: "slow", delayMs: 2_000 }, callback: "none" }, stoppedIn: "submitting", endsIn: "success" },
  "a link that stalls": { behaviour: { file: "stall-once" }, stoppedIn: "keeping", endsIn: "success" },
};
const expected = (at: "stoppedIn" | "endsIn") => Object.fromEntries(Object.entries(TAKES).map(([text, take]) => [text, take[at]]));

async function statesAt(request: APIRequestContext, url: string): Promise<Record<string, string>> {
  return Object.fromEntries((await readTakes(request, url)).map(({ input, state }) => [input.text, state]));
}

/** Begins a request whose body never comes to its end. */
async function halfARequest(url: string): Promise<void> {
  const outgoing = httpRequest(url, { method: "POST", headers: { "content-length": "1000000", "content-type": "application/json" } });
  outgoing.on("error", () => undefined);
  outgoing.write('{"code":200,');
  await once(outgoing, "socket");
}

test("a stop ends in order whatever hangs, and the next start takes everything up", async ({ request }) => {
  const vendor = await startFakeVendor({ delayMs: 0 });
  const { dataDir, remove } = await newDataDirectory();
  const port = await freePort();
  const settings = { PORT: String(port), DATA_DIR: dataDir, ...vendorSettings(vendor, port) };
  const stopped = await startApp(settings);
  vendor.behave({ next: Object.entries(TAKES).map(([text, { behaviour }]) => ({ ...behaviour, whenIncludes: text })) });
  for (const text of Object.keys(TAKES).toReversed()) await callAction(request, stopped.url, "createTakes", takeInput({ text }));
  await expect.poll(() => statesAt(request, stopped.url), { intervals: [20] }).toEqual(expected("stoppedIn"));
  const callbackUrl = vendor.tasks.find((task) => task.request.input["text"] === "a link that stalls")?.request.callBackUrl ?? "";
  await halfARequest(callbackUrl);
  expect(await stopped.end("SIGTERM")).toEqual({ code: 0, signal: null });

  const app = await startApp(settings);
  // What could not be known any more was written down by the process that stopped: the next one has nothing to find out.
  expect((await statesAt(request, app.url))["a request without an answer"]).toBe("unconfirmed");
  await expect.poll(() => statesAt(request, app.url), { timeout: 30_000 }).toEqual(expected("endsIn"));
  expect(vendor.requests.filter(({ path }) => path.endsWith("/createTask"))).toHaveLength(Object.keys(TAKES).length);
  expect(await app.end()).toEqual({ code: 0, signal: null });
  await vendor.close();
  await remove();
});
