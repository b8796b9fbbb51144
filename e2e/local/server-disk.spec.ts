import { createHash, randomBytes } from "node:crypto";
import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "@playwright/test";
import Database from "better-sqlite3";
import { freePort } from "@/scripts/services/free-port.mjs";
import { callAction, newDataDirectory, readTakes, startApp, takeInput, vendorSettings } from "../app-process";
import { startFakeVendor } from "../fake-vendor/fake-vendor";
import { canMount, mountFragile, mountInMemory } from "../small-disk";
import { noiseWav, Uploader } from "../uploader";

const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
const LONG_TEXT = "This take is long enough for more sound than there is room for. ".repeat(10);
const filesIn = (directory: string) => readdir(directory).catch(() => []);

test("a disk that fills up loses nothing: what was taken waits, what is refused says why, and all goes on by itself", { tag: "@long" }, async ({ request }) => {
  test.skip(!canMount(), "A disk of its own can only be mounted by root; the database's part is tested without one beside its driver.");
  const vendor = await startFakeVendor({ delayMs: 0 });
  const disk = await mountInMemory(64 * 1024 * 1024);
  const dataDir = path.join(disk.directory, "data");
  const port = await freePort();
  const app = await startApp({ PORT: String(port), DATA_DIR: dataDir, MIN_FREE_BYTES: "0", ...vendorSettings(vendor, port), CALLBACK_BASE_URL: "" });
  const take = (text: string) => callAction(request, app.url, "createTakes", takeInput({ text }));
  const stateOf = async (text: string) => (await readTakes(request, app.url)).find(({ input }) => input.text === text)?.state;

  const wav = noiseWav(8 * 1024 * 1024);
  const visitor = new Uploader(request, app);
  const location = await visitor.begin(wav);
  expect((await visitor.send(location, 0, wav.subarray(0, 1_000_000))).status()).toBe(204);
  vendor.behave({ next: [{ steps: [{ state: "generating", forQueries: 1 }, { state: "success" }] }] });
  await take(LONG_TEXT.trim());
  await expect.poll(() => stateOf(LONG_TEXT.trim())).toBe("generating");

  // Enough for rows, too little for a result.
  disk.fill(300_000);
  await app.says("ENOSPC");
  expect(await stateOf(LONG_TEXT.trim())).toBe("keeping");

  disk.fill();
  const answers: boolean[] = [];
  let refusal: unknown;
  for (let index = 0; refusal === undefined; index += 1) {
    const { result } = await take(`Take ${index}`);
    const { ok, problems } = result as { ok: boolean; problems?: unknown[] };
    answers.push(ok);
    refusal = problems?.[0];
  }
  expect(refusal).toMatchObject({ code: expect.stringMatching(/^disk_(full|low)$/), message: expect.stringMatching(/disk of this server is (nearly )?full/) });
  const cut = await visitor.send(location, 1_000_000, wav.subarray(1_000_000));
  expect([cut.status(), await cut.text()]).toEqual([507, expect.stringMatching(/^The disk of this server is full/)]);
  const refused = await visitor.announce("1000000");
  expect([refused.status(), await refused.text()]).toEqual([507, expect.stringMatching(/disk of this server is (nearly )?full/)]);
  expect(await readTakes(request, app.url)).toHaveLength(answers.length);
  const health = await request.get(`${app.url}/api/health`);
  expect([health.status(), await health.json()]).toEqual([503, expect.objectContaining({ ok: false, storage: "disk_full", problem: expect.stringMatching(/^The disk of this server is full/) })]);

  disk.empty();
  await expect.poll(async () => (await request.get(`${app.url}/api/health`)).status()).toBe(200);
  await expect.poll(() => stateOf(LONG_TEXT.trim()), { timeout: 30_000 }).toBe("success");
  const offset = await visitor.offset(location);
  expect(offset).toBeGreaterThanOrEqual(1_000_000);
  expect((await visitor.send(location, offset, wav.subarray(offset))).status()).toBe(204);
  await visitor.transcribe([path.basename(location)]);
  await expect.poll(async () => (await visitor.onlyTask()).state, { timeout: 30_000 }).toBe("success");
  expect(sha256(await visitor.original(await visitor.onlyTask()))).toBe(sha256(wav));

  expect((await take("Afterwards")).result).toMatchObject({ ok: true });
  await expect.poll(async () => (await readTakes(request, app.url)).filter(({ state }) => state !== "success").length, { timeout: 40_000 }).toBe(0);
  const sent = vendor.requests.filter(({ path: route, body }) => route.endsWith("/createTask") && body?.includes('"text"'));
  expect(sent).toHaveLength(answers.filter((ok) => ok).length + 2);
  expect(await filesIn(path.join(dataDir, "scratch"))).toEqual([]);
  expect(await filesIn(path.join(dataDir, "uploads"))).toEqual([]);
  expect(await app.end()).toEqual({ code: 0, signal: null });
  await vendor.close();
  await disk.remove();
});

test("a disk that turns read-only says so, shows what is there, and goes on when it was repaired", { tag: "@long" }, async ({ request }) => {
  const disk = canMount() ? await mountFragile(64 * 1024 * 1024) : undefined;
  test.skip(disk === undefined, "This system lets us mount no disk that can break; the database's part is tested without one beside its driver.");
  if (disk === undefined) return;
  const vendor = await startFakeVendor({ delayMs: 0 });
  const port = await freePort();
  const settings = { PORT: String(port), DATA_DIR: path.join(disk.directory, "data"), MIN_FREE_BYTES: "0", ...vendorSettings(vendor, port), CALLBACK_BASE_URL: "" };
  let app = await startApp(settings);
  const take = (text: string) => callAction(request, app.url, "createTakes", takeInput({ text }));
  const states = async () => (await readTakes(request, app.url)).map(({ input, state }) => [input.text, state]);
  await take("Before");
  await expect.poll(states).toEqual([["Before", "success"]]);
  vendor.behave({ next: [{ steps: [{ state: "generating", forQueries: 2 }, { state: "success" }] }] });
  await take("Meanwhile");
  await expect.poll(async () => (await states())[0]).toEqual(["Meanwhile", "generating"]);

  disk.turnReadOnly();
  expect((await take("Refused")).result).toMatchObject({ ok: false, problems: [{ code: expect.stringMatching(/^(data_read_only|disk_failing)$/) as unknown, message: expect.stringMatching(/Nothing was lost/) as unknown }] });
  const upload = await new Uploader(request, app).announce("1000");
  // Its row comes to the database first, which may find that the disk fails before it finds that it is read-only.
  expect([upload.status(), await upload.text()]).toEqual([503, expect.stringMatching(/cannot write to its data directory|disk of this server reports an error/)]);
  const health = await request.get(`${app.url}/api/health`);
  expect([health.status(), await health.json()]).toEqual([503, expect.objectContaining({ ok: false, database: expect.stringMatching(/^(data_read_only|disk_failing)$/), storage: "data_read_only" })]);
  const [, before] = await readTakes(request, app.url);
  expect((await (await request.get(`${app.url}${before?.audio?.url ?? ""}`)).body()).length).toBe(before?.audio?.sizeBytes);
  await app.end();

  disk.repair();
  app = await startApp(settings);
  expect((await request.get(`${app.url}/api/health`)).status()).toBe(200);
  await expect.poll(states, { timeout: 30_000 }).toEqual([["Meanwhile", "success"], ["Before", "success"]]);
  expect(vendor.requests.filter(({ path: route }) => route.endsWith("/createTask"))).toHaveLength(2);
  expect(await app.end()).toEqual({ code: 0, signal: null });
  await vendor.close();
  await disk.remove();
});

test("a database that another program holds makes writing wait, and nothing else", async ({ request }) => {
  const { dataDir, remove } = await newDataDirectory();
  const app = await startApp({ PORT: String(await freePort()), DATA_DIR: dataDir });
  await callAction(request, app.url, "createTakes", takeInput({ text: "Before" }));
  await expect.poll(async () => (await readTakes(request, app.url))[0]?.state).toBe("success");
  const other = new Database(path.join(dataDir, "soundcheck.sqlite"));
  other.exec("begin immediate");
  const health = await request.get(`${app.url}/api/health`);
  expect([health.status(), await health.json()]).toEqual([503, expect.objectContaining({ database: "database_busy", storage: "ok" })]);
  let answered = false;
  const waiting = callAction(request, app.url, "createTakes", takeInput({ text: "Meanwhile" })).finally(() => (answered = true));
  for (let index = 0; index < 20; index += 1) expect(await readTakes(request, app.url)).toHaveLength(1);
  expect(answered).toBe(false);
  other.exec("commit");
  other.close();
  expect((await waiting).result).toMatchObject({ ok: true });
  await expect.poll(async () => (await readTakes(request, app.url)).map(({ state }) => state)).toEqual(["success", "success"]);
  expect(await app.end()).toEqual({ code: 0, signal: null });
  await remove();
});

test("what would not fit is refused before it is taken, however much comes at once", async ({ request }) => {
  const vendor = await startFakeVendor({ delayMs: 0 });
  const { dataDir, remove } = await newDataDirectory();
  const port = await freePort();
  const settings = { PORT: String(port), DATA_DIR: dataDir, ...vendorSettings(vendor, port) };
  let app = await startApp({ ...settings, STORAGE_LIMIT_BYTES: "20000000" });
  const visitor = new Uploader(request, app);
  await visitor.begin(randomBytes(1));
  const answers = await Promise.all(Array.from({ length: 10 }, () => visitor.announce("8000000")));
  expect(answers.map((answer) => answer.status()).toSorted()).toEqual([201, 201, ...Array<number>(8).fill(507)]);
  const refused = answers.find((answer) => answer.status() === 507);
  expect(await refused?.text()).toMatch(/^There is no room for this: what is kept here has reached the limit/);
  expect(await filesIn(path.join(dataDir, "uploads"))).toHaveLength(3);
  expect(await visitor.recordings()).toHaveLength(3);
  const voices = ["Rachel", "Aria", "Roger", "Sarah"];
  const compare = await callAction(request, app.url, "createTakes", takeInput({ voices }));
  expect(compare.result).toMatchObject({ ok: false, problems: [{ code: "storage_full", message: expect.stringMatching(/^There is no room/) as unknown }] });
  expect((await callAction(request, app.url, "createTakes", takeInput())).result).toMatchObject({ ok: true });
  await expect.poll(async () => (await readTakes(request, app.url)).map(({ state }) => state)).toEqual(["success"]);
  await app.end();

  app = await startApp({ ...settings, MIN_FREE_BYTES: "1000000000000000" });
  const low = await new Uploader(request, app).announce("1000");
  expect([low.status(), await low.text()]).toEqual([507, expect.stringMatching(/the disk of this server is nearly full/)]);
  expect((await callAction(request, app.url, "createTakes", takeInput())).result).toMatchObject({ ok: false, problems: [{ code: "disk_low" }] });
  const url = { runId: crypto.randomUUID(), recordingIds: [], audioUrl: "https://example.com/a.mp3", languageCode: "", tagAudioEvents: true, diarize: true };
  expect((await callAction(request, `${app.url}/transcribe`, "createTranscriptions", url)).result).toMatchObject({ ok: false, problems: [{ code: "disk_low" }] });
  expect(await readTakes(request, app.url)).toHaveLength(1);
  expect(await app.end()).toEqual({ code: 0, signal: null });
  await vendor.close();
  await remove();
});

test("a callback for a take that was deleted finds nothing and brings nothing back", async ({ request }) => {
  const vendor = await startFakeVendor({ delayMs: 0 });
  const { dataDir, remove } = await newDataDirectory();
  const port = await freePort();
  const app = await startApp({ PORT: String(port), DATA_DIR: dataDir, ...vendorSettings(vendor, port) });
  vendor.behave({ next: [{ callback: "none", steps: [{ state: "generating" }] }] });
  await callAction(request, app.url, "createTakes", takeInput());
  await expect.poll(async () => (await readTakes(request, app.url))[0]?.state).toBe("generating");
  const [take] = await readTakes(request, app.url);
  expect((await callAction(request, app.url, "deleteTask", { taskId: take?.id })).result).toMatchObject({ ok: true });
  const [made] = vendor.tasks;
  Object.assign(made?.behaviour ?? {}, { callback: "once", steps: [{ state: "success" }] });
  expect(await vendor.notify(made?.taskId ?? "")).toMatchObject([{ status: 404 }]);
  expect(await app.end()).toEqual({ code: 0, signal: null });
  const database = new Database(path.join(dataDir, "soundcheck.sqlite"), { readonly: true });
  for (const table of ["task", "file"]) expect(database.prepare(`select count(*) as count from ${table}`).get()).toEqual({ count: 0 });
  expect(database.prepare("select count(*) as count from work where kind in ('submit', 'look', 'keep')").get()).toEqual({ count: 0 });
  database.close();
  expect(await stat(path.join(dataDir, "files")).catch(() => undefined)).toBeUndefined();
  await vendor.close();
  await remove();
});
