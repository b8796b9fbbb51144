import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "@playwright/test";
import { newDataDirectory, spawnApp, startApp, vendorSettings } from "../app-process";
import { Draws } from "../fake-vendor/draws";
import { startFakeVendor } from "../fake-vendor/fake-vendor";
import { drawClick } from "./clicks";
import { DataDirectory } from "./data-directory";
import { Moments } from "./moments";
import { Person } from "./person";
import { lowPort } from "./low-port";
import { findProblems } from "./verify";

/** How many tasks are on their way when the app is killed; somewhat more are asked for, since some end meanwhile. */
const IN_FLIGHT = 50;
const ASKED_FOR = 60;
const PEOPLE = 5;
const DRAIN_LIMIT_MS = 5 * 60_000;
const LATE_LIMIT_MS = 2 * 60_000;

const kills = Number(process.env["CRASH_KILLS"] ?? 5);
const seeds = (process.env["CRASH_SEEDS"] ?? "1").split(",").map(Number);

for (const seed of seeds) {
  // By an even seed the vendor has no way to the app: it gets recordings by its file host, and nothing calls back.
  const calledBack = seed % 2 === 1;
  const how = calledBack ? "with callbacks and signed links" : "polled, with recordings on the vendor's file host";
  test(`nothing is lost and nothing sent twice when the app is killed ${kills} times (seed ${seed}, ${how})`, async ({ playwright }) => {
    const moments = new Moments();
    const vendor = await startFakeVendor({ webhookKey: "the webhook key", limitsRate: true, onMoment: moments.happen });
    // In a long run the longest silences are longer than the app's patience.
    vendor.behave({ chaos: { seed, longestMs: kills > 10 ? 35_000 : 6_000 } });
    const { dataDir, remove } = await newDataDirectory();
    const port = await lowPort();
    const { CALLBACK_BASE_URL, ...reached } = vendorSettings(vendor, port);
    const settings = { ...reached, ...(calledBack ? { CALLBACK_BASE_URL: String(CALLBACK_BASE_URL) } : {}), PORT: String(port), DATA_DIR: dataDir, KIE_WEBHOOK_KEY: "the webhook key" };
    const directory = new DataDirectory(dataDir);
    const contexts = await Promise.all(Array.from({ length: PEOPLE }, () => playwright.request.newContext()));
    const people = contexts.map((context) => new Person(context, `http://127.0.0.1:${port}`));
    const outputs: string[] = [];
    let clicks = 0;

    /** Everybody does what was not answered yet, and then asks for more whenever too little is on its way. */
    const keepPressing = async (goesOn: () => boolean) => {
      await Promise.all(
        people.map(async (person) => {
          do {
            await person.press(directory.unfinished() < ASKED_FOR ? [drawClick(seed, (clicks += 1))] : []);
            if (directory.unfinished() >= ASKED_FOR) await pause(50);
          } while (goesOn());
        }),
      );
    };

    const first = await startApp(settings);
    await Promise.all(people.map((person) => person.arrive()));
    await keepPressing(() => directory.unfinished() < ASKED_FOR);
    let app = first;
    for (let kill = 1; kill <= kills; kill += 1) {
      const draws = new Draws(seed, "kill", kill);
      const moment = moments.draw(draws, { calledBack });
      const killed = new AbortController();
      let pressing = Promise.resolve();
      if (moment === "while it starts" && kill > 1) {
        await pause(draws.between(100, 1500));
      } else {
        await app.says("is ready at");
        // Until the end, so that some are in the middle of a click or an upload.
        pressing = keepPressing(() => !killed.signal.aborted);
        await pause(draws.between(500, 4500));
        await moments.next(moment);
      }
      await app.end("SIGKILL");
      directory.leaveNobodysUpload();
      killed.abort();
      await pressing;
      outputs.push(app.output());
      const inFlight = directory.unfinished();
      process.stdout.write(`kill ${kill}/${kills} (${moment}): ${inFlight} tasks in flight, ${vendor.tasks.length} at the vendor\n`);
      expect(inFlight).toBeGreaterThanOrEqual(IN_FLIGHT);
      app = spawnApp(settings);
    }

    await app.says("is ready at");
    await expect.poll(async () => {
      await Promise.all(people.map((person) => person.press([])));
      return people.every((person) => person.isAnswered);
    }, { timeout: DRAIN_LIMIT_MS }).toBe(true);
    const atRest = () => ({ unfinished: directory.unfinished(), work: directory.workOnThings().length });
    await expect.poll(atRest, { timeout: DRAIN_LIMIT_MS, intervals: [500] }).toEqual({ unfinished: 0, work: 0 });

    // What the vendor has made although its answer was lost still arrives, when the vendor says so.
    const late = directory.tasks().filter(({ state }) => state === "unconfirmed");
    const adopted = new Set(directory.tasks().map(({ vendor_task_id: vendorTaskId }) => vendorTaskId));
    const unknownHere = vendor.tasks.filter(({ taskId }) => !adopted.has(taskId));
    if (calledBack) {
      for (const task of unknownHere) expect((await vendor.notify(task.taskId, "once")).map(({ status }) => status)).toEqual([200]);
      await expect.poll(() => directory.tasks().filter(({ state }) => state === "unconfirmed").length, { timeout: LATE_LIMIT_MS }).toBe(late.length - unknownHere.length);
      await expect.poll(atRest, { timeout: LATE_LIMIT_MS, intervals: [500] }).toEqual({ unfinished: 0, work: 0 });
    }

    expect(await app.end("SIGTERM")).toEqual({ code: 0, signal: null });
    outputs.push(app.output());
    const answered = new Map(people.flatMap((person) => [...person.answered]));
    const states = directory.tasks().map(({ state }) => state);
    const ends = [...new Set(states)].map((state) => `${states.filter((other) => other === state).length} ${state}`);
    process.stdout.write(`${answered.size} clicks: ${ends.join(", ")}; ${calledBack ? unknownHere.length : 0} came late\n`);
    expect(findProblems({ vendor, directory, answered })).toEqual([]);
    expect(outputs.flatMap((output) => output.split("\n")).filter((line) => /"level":[56]0|Unhandled|Uncaught/.test(line))).toEqual([]);
    await Promise.all(contexts.map((context) => context.dispose()));
    await vendor.close();
    await remove();
  });
}
