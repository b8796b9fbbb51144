import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "@playwright/test";
import Database from "better-sqlite3";
import { freePort } from "@/scripts/services/free-port.mjs";
import { callAction, newDataDirectory, readTakes, startApp, takeInput, vendorSettings } from "../app-process";
import type { Behaviour } from "../fake-vendor/behaviour";
import { startFakeVendor } from "../fake-vendor/fake-vendor";
import { noiseWav, Uploader } from "../uploader";

// Each run bundles the program anew.
test.describe.configure({ mode: "default" });

const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

/** Runs `npm run backup` for a data directory. */
function runBackup(dataDir: string, ...parameters: string[]): Promise<{ code: number | null; output: string }> {
  const env = { ...process.env, DATA_DIR: dataDir };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, ["scripts/backup.mjs", ...parameters], { cwd: path.resolve(import.meta.dirname, "../.."), env }, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode, output: stdout + stderr }),
    );
  });
}

/** Checks that every file that the rows name is there with its hash, and that there are no others. Gives how many there are. */
async function checkFiles(dataDir: string): Promise<number> {
  const database = new Database(path.join(dataDir, "soundcheck.sqlite"), { readonly: true });
  const rows = ["file", "recording_file", "local_engine_file"].flatMap(
    (table) => database.prepare(`select storage_key as key, sha256 from ${table}`).all() as { key: string; sha256: string }[],
  );
  database.close();
  for (const row of rows) expect(sha256(await readFile(path.join(dataDir, "files", row.key))), row.key).toBe(row.sha256);
  const entries = await readdir(path.join(dataDir, "files"), { recursive: true, withFileTypes: true });
  expect(entries.filter((entry) => entry.isFile())).toHaveLength(rows.length);
  return rows.length;
}

/** By the take's text: how the vendor treats it, where it is when the backup is made, and where it ends after the restoration. */
const TAKES: Readonly<Record<string, { behaviour: Behaviour; backedUpIn: string; endsIn: string }>> = {
  "already there": { behaviour: {}, backedUpIn: "success", endsIn: "success" },
  "being sent and made": { behaviour: { create: { kind: "hang" }, taskCreated: true, callback: "none" }, backedUpIn: "submitting", endsIn: "success" },
  "being sent and not made": { behaviour: { create: { kind: "hang" } }, backedUpIn: "submitting", endsIn: "unconfirmed" },
  "half fetched": { behaviour: { file: "stall-once" }, backedUpIn: "keeping", endsIn: "success" },
  "in the making": { behaviour: { steps: [{ state: "generating", forQueries: 3 }, { state: "success" }], callback: "none" }, backedUpIn: "generating", endsIn: "success" },
  "not yet sent": { behaviour: { create: { kind: "http-429", retryAfterSeconds: 3600 } }, backedUpIn: "pending", endsIn: "unconfirmed" },
};

test("a backup of an app at work starts as an app that has everything, goes on with everything, and sends nothing again", async ({ request }) => {
  const vendor = await startFakeVendor({ delayMs: 0 });
  const { dataDir, remove } = await newDataDirectory();
  const copy = path.join(path.dirname(dataDir), "copy");
  const port = String(await freePort());
  const settings = { PORT: port, ...vendorSettings(vendor, Number(port)) };
  const original = await startApp({ ...settings, DATA_DIR: dataDir });
  const wav = noiseWav(2 * 1024 * 1024);
  const visitor = new Uploader(request, original);
  const [whole, half] = [await visitor.begin(wav), await visitor.begin(wav)];
  await visitor.send(whole, 0, wav);
  await visitor.send(half, 0, wav.subarray(0, 1_000_000), { "content-length": "1000000" });
  await visitor.transcribe([path.basename(whole)]);
  await expect.poll(async () => (await visitor.onlyTask()).state).toBe("success");

  const statesAt = async () => Object.fromEntries((await readTakes(request, original.url)).filter(({ input }) => input.text in TAKES).map(({ input, state }) => [input.text, state]));
  const expected = (at: "backedUpIn" | "endsIn") => Object.fromEntries(Object.entries(TAKES).map(([text, take]) => [text, take[at]]));
  vendor.behave({ next: Object.entries(TAKES).map(([text, { behaviour }]) => ({ ...behaviour, whenIncludes: text })) });
  for (const text of Object.keys(TAKES)) await callAction(request, original.url, "createTakes", takeInput({ text }));
  await expect.poll(statesAt, { intervals: [50] }).toEqual(expected("backedUpIn"));

  const backup = await runBackup(dataDir, copy);
  expect(backup).toMatchObject({ code: 0, output: expect.stringContaining("3 tasks were about to be sent") });
  expect((await readdir(copy)).toSorted()).toEqual(["files", "instance-secret", "soundcheck.sqlite", "uploads"]);
  expect(await readdir(path.dirname(dataDir))).toEqual(["copy", "data"]);
  expect(await checkFiles(copy)).toBeGreaterThan(0);
  expect((await fetch(`${original.url}/api/health`)).status).toBe(200);
  const audioOf = async (text: string) => {
    const take = (await readTakes(request, original.url)).find(({ input }) => input.text === text);
    return sha256(await (await request.get(`${original.url}${take?.audio?.url ?? ""}`)).body());
  };
  const heard = await audioOf("already there");
  await original.end("SIGKILL");

  const sent = () => vendor.requests.filter(({ path: route }) => route.endsWith("/createTask")).length;
  const sentBefore = sent();
  const app = await startApp({ ...settings, DATA_DIR: copy });
  const failureOf = async (text: string) => (await readTakes(request, app.url)).find(({ input }) => input.text === text)?.failure;
  expect(await failureOf("not yet sent")).toMatchObject({ code: "restored" });
  expect(await failureOf("being sent and made")).toMatchObject({ code: "restored" });
  const made = vendor.tasks.find((task) => task.request.input["text"] === "being sent and made");
  Object.assign(made?.behaviour ?? {}, { callback: "once" });
  expect(await vendor.notify(made?.taskId ?? "")).toMatchObject([{ status: 200 }]);
  await expect.poll(statesAt, { timeout: 20_000 }).toEqual(expected("endsIn"));
  expect(sent()).toBe(sentBefore);

  expect(await audioOf("already there")).toBe(heard);
  expect(sha256(await visitor.original(await visitor.onlyTask()))).toBe(sha256(wav));
  expect(await visitor.offset(half)).toBe(1_000_000);
  expect((await visitor.send(half, 1_000_000, wav.subarray(1_000_000))).status()).toBe(204);
  await expect.poll(async () => (await visitor.recordings()).map(({ state }) => state)).toEqual(["ready"]);
  expect(await app.end()).toEqual({ code: 0, signal: null });
  await checkFiles(copy);
  await vendor.close();
  await remove();
});

test("a backup while the local engine speaks and takes are deleted has no row without its file, and runs beside the original", { tag: "@long" }, async ({ request }) => {
  const { dataDir, remove } = await newDataDirectory();
  const copy = path.join(path.dirname(dataDir), "copy");
  const original = await startApp({ PORT: String(await freePort()), DATA_DIR: dataDir });
  const takes = () => readTakes(request, original.url);
  for (let index = 0; index < 6; index += 1) await callAction(request, original.url, "createTakes", takeInput({ text: `Take number ${index}` }));
  await expect.poll(async () => (await takes()).filter(({ state }) => state === "success").length, { timeout: 30_000 }).toBeGreaterThan(3);

  const backup = runBackup(dataDir, copy);
  const stopped = new AbortController();
  void backup.then(() => stopped.abort());
  for (let index = 0; !stopped.signal.aborted; index += 1) {
    await callAction(request, original.url, "createTakes", takeInput({ text: `Later take ${index}` }));
    const finished = (await takes()).filter(({ state }) => state === "success");
    await callAction(request, original.url, "deleteTask", { taskId: finished.at(-1)?.id ?? "" });
  }
  expect(await backup).toMatchObject({ code: 0 });
  await checkFiles(copy);

  const beside = await startApp({ PORT: String(await freePort()), DATA_DIR: copy });
  const finished = (await readTakes(request, beside.url)).filter(({ state }) => state === "success");
  for (const take of finished) expect((await (await request.get(`${beside.url}${take.audio?.url ?? ""}`)).body()).length).toBe(take.audio?.sizeBytes);
  await Promise.all([beside.end(), original.end()]);
  await remove();
});

test("a backup that cannot be made says why and leaves nothing, and one of a damaged directory says what is damaged", async ({ request }) => {
  const { dataDir, remove } = await newDataDirectory();
  const parent = path.dirname(dataDir);
  await mkdir(path.join(parent, "full"), { recursive: true });
  await writeFile(path.join(parent, "full/a-file"), "");
  expect(await runBackup(dataDir, path.join(parent, "copy"))).toMatchObject({ code: 1, output: expect.stringContaining("holds no database") });

  const app = await startApp({ PORT: String(await freePort()), DATA_DIR: dataDir });
  await callAction(request, app.url, "createTakes", takeInput());
  await expect.poll(async () => (await readTakes(request, app.url))[0]?.state, { timeout: 30_000 }).toBe("success");
  await app.end();
  expect(await runBackup(dataDir)).toMatchObject({ code: 1, output: expect.stringContaining("Say where to") });
  expect(await runBackup(dataDir, path.join(parent, "full"))).toMatchObject({ code: 1, output: expect.stringContaining("is not empty") });
  expect(await runBackup(dataDir, path.join(parent, "full/a-file"))).toMatchObject({ code: 1, output: expect.stringContaining("cannot be used") });
  expect(await runBackup(dataDir, path.join(dataDir, "copy"))).toMatchObject({ code: 1, output: expect.stringContaining("inside the data directory") });
  expect((await readdir(parent)).toSorted()).toEqual(["data", "full"]);

  // Of an app that does not run, too.
  expect(await runBackup(dataDir, path.join(parent, "copy"))).toMatchObject({ code: 0, output: expect.stringContaining("1 tasks, 0 recordings") });
  await checkFiles(path.join(parent, "copy"));

  const [task] = await readdir(path.join(dataDir, "files/tasks"));
  const files = path.join(dataDir, "files/tasks", task ?? "");
  const [audio = "", peaks = ""] = (await readdir(files)).toSorted();
  await writeFile(path.join(files, audio), "something else");
  await rm(path.join(files, peaks));
  const damaged = await runBackup(dataDir, path.join(parent, "second"));
  expect(damaged.code).toBe(2);
  expect(damaged.output).toContain(`files/tasks/${task}/${audio}`);
  expect(damaged.output).toContain(`files/tasks/${task}/${peaks}`);
  await remove();
});
