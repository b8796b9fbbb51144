import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "@playwright/test";
import { Stream } from "@/bench/streams";
import { startPostgres } from "@/scripts/services/postgres.mjs";
import { createBucket, startS3Server } from "@/scripts/services/s3.mjs";
import { NO_LIMITS } from "../addresses";
import { callAction, readTakes, takeInput } from "../app-process";
import { drawClick } from "../crash/clicks";
import { Moments } from "../crash/moments";
import { Person } from "../crash/person";
import { findProblems } from "../crash/verify";
import { Draws } from "../fake-vendor/draws";
import { type FakeVendor, startFakeVendor } from "../fake-vendor/fake-vendor";
import { noiseWav, Uploader } from "../uploader";
import { type Fleet, prepareFleet, type Settings } from "./fleet";
import { SharedDatabase } from "./shared-database";
import { Snapshot } from "./snapshot";
import { Takeovers } from "./takeover";

// One fleet for all.
test.describe.configure({ mode: "default" });

const KILLS = Number(process.env["CLUSTER_KILLS"] ?? 15);
const SEED = Number(process.env["CLUSTER_SEED"] ?? 1);
const IN_FLIGHT = 40;
const PEOPLE = 5;
const DRAIN_LIMIT_MS = 5 * 60_000;
const TAKEOVER_LIMIT_MS = 30_000;
const WEBHOOK_KEY = "the webhook key";
/** Debian's faketime: the second instance's clock is a minute ahead of the third's. */
const FAKETIME = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1";
const SKEWS = ["", "+30s", "-30s"];

const moments = new Moments();
let vendor: FakeVendor;
let database: SharedDatabase;
let s3: Settings;
let fleet: Fleet;
let takeovers: Takeovers;
/** What ends what was started, the last first. */
const closers: (() => unknown)[] = [];

test.beforeAll(async () => {
  test.setTimeout(5 * 60_000);
  vendor = await startFakeVendor({ webhookKey: WEBHOOK_KEY, limitsRate: true, onMoment: moments.happen });
  closers.unshift(() => vendor.close());
  const postgres = await startPostgres();
  closers.unshift(() => postgres.remove());
  const server = await startS3Server();
  closers.unshift(() => server.stop());
  await createBucket(server.settings, "soundcheck");
  s3 = { ...server.settings, S3_BUCKET: "soundcheck" };
  database = new SharedDatabase(postgres.url());
  closers.unshift(() => database.end());
  if (!existsSync(FAKETIME)) throw new Error(`Clocks that differ need ${FAKETIME}: apt-get install faketime.`);
  fleet = await prepareFleet(
    SKEWS.map((skew) => (skew !== "" ? { LD_PRELOAD: FAKETIME, FAKETIME: skew, FAKETIME_DONT_FAKE_MONOTONIC: "1" } : {})),
    (url) => ({
      ...s3,
      ...NO_LIMITS,
      DATABASE_URL: postgres.url(),
      SESSION_SECRET: "a secret that all instances know, of 32 characters",
      KIE_API_KEY: vendor.apiKey,
      KIE_BASE_URL: vendor.origin,
      KIE_UPLOAD_URL: vendor.origin,
      KIE_WEBHOOK_KEY: WEBHOOK_KEY,
      CALLBACK_BASE_URL: url,
      WORK_RETRY_MS: "20",
    }),
  );
  closers.unshift(() => fleet.end());
  takeovers = new Takeovers(fleet, database);
  for (const index of SKEWS.keys()) await takeovers.start(index);
});
test.afterAll(async () => {
  for (const close of closers) await close();
});

const urlOf = (index: number) => fleet.instances[index]?.url ?? "";
const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

/** A figure, or what the run does, for who reads the output. */
function say(line: string): void {
  process.stdout.write(`  ${line}\n`);
}

test("an upload begun at one instance ends at another, and goes on when the one that has it is killed", async ({ playwright }) => {
  const request = await playwright.request.newContext();
  const at = (index: number) => new Uploader(request, { url: urlOf(index) });
  const bytes = noiseWav(30_000_000);
  const location = await at(0).begin(bytes);
  expect((await at(0).send(location, 0, bytes.subarray(0, 12_000_000))).status()).toBe(204);
  expect(await at(1).offset(location)).toBe(12_000_000);
  expect((await at(1).send(location, 12_000_000, bytes.subarray(12_000_000, 20_000_000))).status()).toBe(204);

  await at(2).sendPart(location, 20_000_000, bytes.subarray(20_000_000, 27_000_000), bytes.length);
  await takeovers.kill(2);
  const killedAt = performance.now();
  const starting = takeovers.start(2);
  await expect(async () => {
    const offset = await at(0).offset(location);
    expect((await at(0).send(location, offset, bytes.subarray(offset))).status()).toBe(204);
  }).toPass({ timeout: TAKEOVER_LIMIT_MS, intervals: [200] });
  say(`an upload of an instance that was killed went on at another after ${seconds(performance.now() - killedAt)}`);
  await starting;

  await expect.poll(async () => (await at(1).recordings()).map(({ state }) => state)).toEqual(["ready"]);
  await at(1).transcribe((await at(1).recordings()).map(({ id }) => id));
  expect(sha256(await at(2).original(await at(2).onlyTask()))).toBe(sha256(bytes));
  await expect.poll(() => database.unfinished()).toBe(0);
  await request.dispose();
});

test("a callback that comes to one instance shows on a page that another holds", async ({ playwright }) => {
  vendor.behave({ reset: true, default: { steps: [{ state: "waiting", forQueries: 1 }, { state: "generating", forQueries: 1 }, { state: "success" }], callback: "none" } });
  const request = await playwright.request.newContext();
  const { response } = await callAction(request, urlOf(0), "createTakes", takeInput());
  const cookie = response.headers()["set-cookie"]?.split(";")[0] ?? "";
  await expect.poll(() => vendor.requests.filter(({ path }) => path.endsWith("/recordInfo")).length).toBe(1);
  expect((await readTakes(request, urlOf(1)))[0]?.state).toBe("waiting");
  const streams = await Promise.all([1, 2].map((index) => Stream.open(`${urlOf(index)}/api/events`, cookie)));
  const told = Promise.all(streams.map((stream) => stream.nextChange()));
  const sentAt = performance.now();
  const [task] = vendor.tasks;
  const answers = await vendor.notify(task?.taskId ?? "", "once");
  expect(answers.map(({ status }) => status)).toEqual([200]);
  const toldAt = await told;
  say(`a callback was told to pages of two other instances after ${toldAt.map((at) => `${Math.round(at - sentAt)} ms`).join(" and ")}`);
  for (const stream of streams) stream.close();
  await expect.poll(() => database.unfinished()).toBe(0);
  await request.dispose();
});

test(`nothing is lost and nothing doubled when an instance is killed ${KILLS} times, every few seconds, under load (seed ${SEED})`, async ({ playwright }) => {
  vendor.behave({ reset: true, chaos: { seed: SEED, longestMs: 6_000 } });
  const contexts = await Promise.all(Array.from({ length: PEOPLE }, () => playwright.request.newContext()));
  const people = contexts.map((context) => new Person(context, fleet.url));
  const alreadyThere = new Set((await database.tasks()).map(({ id }) => id));
  const startedAt = performance.now();
  let clicks = 0;
  const pressing = new AbortController();
  const unfinished = () => database.unfinished();

  await Promise.all(people.map((person) => person.arrive()));
  const pressed = Promise.all(
    people.map(async (person) => {
      while (!pressing.signal.aborted) {
        const wants = (await unfinished()) < IN_FLIGHT;
        await person.press(wants ? [drawClick(SEED, (clicks += 1))] : []);
        if (!wants || !person.isAnswered) await pause(50);
      }
    }),
  );
  await expect.poll(unfinished, { timeout: DRAIN_LIMIT_MS }).toBeGreaterThanOrEqual(IN_FLIGHT);

  for (let kill = 1; kill <= KILLS; kill += 1) {
    const draws = new Draws(SEED, "kill", kill);
    const moment = moments.draw(draws, { calledBack: true });
    await pause(draws.between(500, 3000));
    await moments.next(moment);
    const index = draws.between(0, SKEWS.length - 1);
    const inFlight = await unfinished();
    const held = await takeovers.kill(index);
    say(`kill ${kill}/${KILLS} (instance ${index + 1}, ${moment}): ${inFlight} tasks in flight, it held ${held} pieces of work; ${vendor.tasks.length} at the vendor`);
    await takeovers.start(index);
  }
  pressing.abort();
  await pressed;

  await expect.poll(async () => {
    await Promise.all(people.map((person) => person.press([])));
    return people.every((person) => person.isAnswered);
  }, { timeout: DRAIN_LIMIT_MS }).toBe(true);
  const atRest = async () => {
    const work = await database.work();
    return { unfinished: await unfinished(), held: work.filter(({ lease_holder: lease }) => lease !== null).length };
  };
  await expect.poll(atRest, { timeout: DRAIN_LIMIT_MS, intervals: [500] }).toEqual({ unfinished: 0, held: 0 });

  // What the vendor has made although its answer was lost still arrives, when the vendor says so.
  const adopted = new Set((await database.tasks()).map(({ vendor_task_id: id }) => id));
  const unknownHere = vendor.tasks.filter(({ taskId }) => !adopted.has(taskId));
  for (const task of unknownHere) expect((await vendor.notify(task.taskId, "once")).map(({ status }) => status)).toEqual([200]);
  const lateLeft = async () => {
    const known = new Set((await database.tasks()).map(({ vendor_task_id: id }) => id));
    return { ...(await atRest()), late: unknownHere.filter(({ taskId }) => !known.has(taskId)).length };
  };
  await expect.poll(lateLeft, { timeout: DRAIN_LIMIT_MS, intervals: [500] }).toEqual({ unfinished: 0, held: 0, late: 0 });

  const answered = new Map(people.flatMap((person) => [...person.answered]));
  const end = await Snapshot.take(database, s3, { dataDirs: fleet.instances.map(({ dataDir }) => dataDir), without: alreadyThere });
  const states = end.tasks().map(({ state }) => state);
  const tookMs = (await takeovers.tookMs()).toSorted((left, right) => left - right);
  say(`${answered.size} clicks, ${states.length} tasks in ${seconds(performance.now() - startedAt)}: ${[...new Set(states)].map((state) => `${states.filter((other) => other === state).length} ${state}`).join(", ")}; ${unknownHere.length} came late`);
  say(`${tookMs.length} pieces of work were taken over from killed instances: half of them within ${seconds(tookMs[Math.floor(tookMs.length / 2)] ?? 0)}, the last after ${seconds(tookMs.at(-1) ?? 0)}`);
  say(`${end.leftToSweep().length} parts and beginnings of uploads are left of killed instances to the daily sweep`);
  expect(findProblems({ vendor, directory: end, answered })).toEqual([]);
  expect(fleet.output().split("\n").filter((line) => /"level":[56]0|Unhandled|Uncaught/.test(line))).toEqual([]);
  expect(tookMs.at(-1) ?? 0).toBeLessThanOrEqual(TAKEOVER_LIMIT_MS);
  await Promise.all(contexts.map((context) => context.dispose()));
});

function seconds(durationMs: number): string {
  return `${(durationMs / 1000).toFixed(1)} s`;
}
