import { readdir } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { freePort } from "@/scripts/services/free-port.mjs";
import { callAction, newDataDirectory, readTakes, startApp, takeInput, vendorSettings } from "../app-process";
import type { Behaviour, Step } from "../fake-vendor/behaviour";
import { startFakeVendor } from "../fake-vendor/fake-vendor";

const soon = (state: string): Step[] => [{ state, forQueries: 3 }, { state: "success" }];

/**
 * By the take's text: how the vendor treats it, where it is when the process is killed, and where it ends. Those that go on by
 * themselves are made late, and last the one that holds up all others.
 */
const TAKES: Readonly<Record<string, { behaviour: Behaviour; killedIn: string; endsIn: string }>> = {
  "being sent and made": { behaviour: { create: { kind: "hang" }, taskCreated: true, callback: "none" }, killedIn: "submitting", endsIn: "success" },
  "being sent and not made": { behaviour: { create: { kind: "hang" } }, killedIn: "submitting", endsIn: "unconfirmed" },
  "without an answer": { behaviour: { create: { kind: "html-502" } }, killedIn: "unconfirmed", endsIn: "unconfirmed" },
  "half fetched": { behaviour: { file: "stall-once" }, killedIn: "keeping", endsIn: "success" },
  "already there": { behaviour: {}, killedIn: "success", endsIn: "success" },
  "refused for good": { behaviour: { create: { kind: "code", code: 402 } }, killedIn: "fail", endsIn: "fail" },
  "still waiting": { behaviour: { steps: soon("waiting"), callback: "none" }, killedIn: "waiting", endsIn: "success" },
  "in the queue": { behaviour: { steps: soon("queuing"), callback: "none" }, killedIn: "queuing", endsIn: "success" },
  "in the making": { behaviour: { steps: soon("generating"), callback: "none" }, killedIn: "generating", endsIn: "success" },
  "not yet sent": { behaviour: { create: { kind: "http-429", retryAfterSeconds: 3600 } }, killedIn: "pending", endsIn: "success" },
};

test("a killed process takes up every take where it was, and sends none twice", { tag: "@long" }, async ({ request }) => {
  const vendor = await startFakeVendor({ delayMs: 0 });
  const { dataDir, remove } = await newDataDirectory();
  const port = await freePort();
  const settings = { PORT: String(port), DATA_DIR: dataDir, ...vendorSettings(vendor, port) };
  const killed = await startApp(settings);
  const statesAt = async (url: string) => Object.fromEntries((await readTakes(request, url)).map(({ input, state }) => [input.text, state]));
  const expected = (at: "killedIn" | "endsIn") => Object.fromEntries(Object.entries(TAKES).map(([text, take]) => [text, take[at]]));

  vendor.behave({ next: Object.entries(TAKES).map(([text, { behaviour }]) => ({ ...behaviour, whenIncludes: text })) });
  for (const text of Object.keys(TAKES)) await callAction(request, killed.url, "createTakes", takeInput({ text }));
  await expect.poll(() => statesAt(killed.url), { intervals: [50] }).toEqual(expected("killedIn"));
  expect(await killed.end("SIGKILL")).toEqual({ code: null, signal: "SIGKILL" });

  const app = await startApp(settings);
  await expect.poll(async () => (await statesAt(app.url))["being sent and made"]).toBe("unconfirmed");
  const made = vendor.tasks.find((task) => task.request.input["text"] === "being sent and made");
  expect(await vendor.notify(made?.taskId ?? "", "once")).toMatchObject([{ status: 200 }]);
  await expect.poll(() => statesAt(app.url), { timeout: 20_000 }).toEqual(expected("endsIn"));

  const count = (texts: unknown[], text: string) => texts.filter((candidate) => candidate === text).length;
  const sent = vendor.requests.filter(({ path: route }) => route.endsWith("/createTask")).map(({ body }) => (JSON.parse(body ?? "") as { input: { text: string } }).input.text);
  for (const text of Object.keys(TAKES)) expect(count(sent, text), text).toBe(text === "not yet sent" ? 2 : 1);
  const existing = vendor.tasks.map((task) => task.request.input["text"]);
  expect(count(existing, "not yet sent")).toBe(1);

  const takes = await readTakes(request, app.url);
  for (const { state, audio } of takes) {
    expect(audio !== null).toBe(state === "success");
    if (audio !== null) expect((await (await request.get(`${app.url}${audio.url}`)).body()).length).toBe(audio.sizeBytes);
  }
  expect(await readdir(path.join(dataDir, "scratch"))).toEqual([]);
  expect(await readdir(path.join(dataDir, "files/tasks"))).toHaveLength(takes.filter(({ audio }) => audio !== null).length);
  expect(await app.end()).toEqual({ code: 0, signal: null });
  await vendor.close();
  await remove();
});
