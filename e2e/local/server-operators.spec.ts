import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { expect, test } from "@playwright/test";
import { freePort } from "@/scripts/services/free-port.mjs";
import { callAction, newDataDirectory, readTakes, startApp, takeInput, vendorSettings } from "../app-process";
import { startFakeVendor } from "../fake-vendor/fake-vendor";

interface LogLine {
  readonly msg: string;
  readonly taskId?: string;
  readonly state?: string;
  readonly route?: string;
  readonly action?: string;
  readonly path?: string;
  readonly status?: number;
  readonly durationMs?: number;
}

/** The JSON lines of a process's output. */
function logLines(output: string): LogLine[] {
  return output.split("\n").flatMap((line) => (line.startsWith("{") ? [JSON.parse(line) as LogLine] : []));
}

test("an operator sees each request and each step of a task, and the figures of the process", async ({ request }) => {
  const vendor = await startFakeVendor({ delayMs: 0 });
  const { dataDir, remove } = await newDataDirectory();
  const port = await freePort();
  const app = await startApp({ PORT: String(port), DATA_DIR: dataDir, ...vendorSettings(vendor, port), LOG_LEVEL: "info" });
  const figures = async () => {
    const response = await request.get(`${app.url}/api/metrics`);
    expect(response.headers()["content-type"]).toContain("text/plain; version=0.0.4");
    const lines = (await response.text()).split("\n").filter((line) => line !== "" && !line.startsWith("#"));
    return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.slice(line.lastIndexOf(" ") + 1))]));
  };
  expect((await figures()).get("soundcheck_oldest_unfinished_task_seconds")).toBe(0);

  vendor.behave({ next: [{ whenIncludes: "a take that ends" }, { whenIncludes: "a take that hangs", steps: [{ state: "generating" }], callback: "none" }] });
  for (const text of ["a take that ends", "a take that hangs"]) await callAction(request, app.url, "createTakes", takeInput({ text }));
  await expect.poll(async () => (await readTakes(request, app.url)).map(({ state }) => state)).toEqual(["generating", "success"]);
  expect((await request.post(`${app.url}/api/callbacks/forged-token-of-nobody`, { data: {} })).status()).toBe(404);
  const bytes = Buffer.alloc(1_000);
  const announced = await request.post(`${app.url}/api/uploads`, { headers: { "tus-resumable": "1.0.0", "upload-length": "2000", "upload-metadata": "name bm9pc2Uud2F2" } });
  await request.patch(`${app.url}${announced.headers()["location"]}`, {
    headers: { "tus-resumable": "1.0.0", "upload-offset": "0", "content-type": "application/offset+octet-stream" },
    data: bytes,
  });
  const { cookies } = await request.storageState();
  const stream = get(`${app.url}/api/events`, { headers: { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; ") } });
  const [events] = (await once(stream, "response")) as [IncomingMessage];
  await once(events, "data");

  const now = await figures();
  expect(now.get('soundcheck_tasks{state="success"}')).toBe(1);
  expect(now.get('soundcheck_tasks{state="generating"}')).toBe(1);
  expect(now.get("soundcheck_oldest_unfinished_task_seconds")).toBeGreaterThan(0);
  expect(now.get('soundcheck_callbacks_total{outcome="accepted"}')).toBe(1);
  expect(now.get('soundcheck_callbacks_total{outcome="not_found"}')).toBe(1);
  expect(now.get('soundcheck_work_lag_seconds_count{kind="look"}')).toBeGreaterThan(1);
  expect(now.get("soundcheck_upload_bytes_total")).toBe(bytes.length);
  expect(now.get("soundcheck_sse_clients")).toBe(1);
  stream.destroy();
  await expect.poll(async () => (await figures()).get("soundcheck_sse_clients")).toBe(0);

  const takes = await readTakes(request, app.url);
  expect(await app.end()).toEqual({ code: 0, signal: null });
  const lines = logLines(app.output());
  const requests = lines.filter(({ msg }) => msg === "request");
  expect(requests.every(({ status, durationMs }) => status !== undefined && durationMs !== undefined)).toBe(true);
  expect(requests.filter(({ action }) => action === "createTakes")).toHaveLength(2);
  const ended = takes.find(({ state }) => state === "success")?.id;
  expect(requests.filter(({ route }) => route === "/api/callbacks/[token]").map(({ taskId, status }) => [taskId, status])).toEqual([
    [ended, 200],
    [undefined, 404],
  ]);
  const steps = lines.filter(({ msg, taskId }) => msg === "task" && taskId === ended).map(({ state }) => state);
  expect([steps[0], ...steps.slice(-2)]).toEqual(["submitting", "keeping", "success"]);

  for (const secret of [vendor.apiKey, "forged-token-of-nobody", ...vendor.tasks.map((task) => task.request.callBackUrl?.split("/").at(-1) ?? "missing"), ...cookies.map(({ value }) => value)]) {
    expect(app.output()).not.toContain(secret);
  }
  await vendor.close();
  await remove();
});
