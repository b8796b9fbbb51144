import { writeFile } from "node:fs/promises";
import { once } from "node:events";
import { Agent, get, type IncomingMessage } from "node:http";
import path from "node:path";
import { expect, test } from "@playwright/test";
import Database from "better-sqlite3";
import { freePort } from "@/scripts/services/free-port.mjs";
import { callAction, newDataDirectory, spawnApp, startApp, takeInput } from "../app-process";

test("a second process on the same data directory, and a busy port, each stop with a sentence", async () => {
  const { dataDir, remove } = await newDataDirectory();
  const port = await freePort();
  const first = await startApp({ PORT: String(port), DATA_DIR: dataDir });
  const second = spawnApp({ PORT: String(await freePort()), DATA_DIR: dataDir });
  expect(await second.exited).toEqual({ code: 1, signal: null });
  expect(second.output()).toContain(`DATA_DIR: ${dataDir} is in use by another Soundcheck. Stop that one,`);

  const elsewhere = await newDataDirectory();
  const third = spawnApp({ PORT: String(port), DATA_DIR: elsewhere.dataDir });
  expect(await third.exited).toEqual({ code: 1, signal: null });
  expect(third.output()).toContain(`PORT: ${port} on 127.0.0.1 is in use.`);

  expect((await fetch(`${first.url}/api/health`)).status).toBe(200);
  await first.end("SIGKILL");
  const fourth = await startApp({ PORT: String(port), DATA_DIR: dataDir });
  expect(await fourth.end()).toEqual({ code: 0, signal: null });
  await Promise.all([remove(), elsewhere.remove()]);
});

test("what cannot be a setting or a data directory stops the start with a sentence", async () => {
  const { dataDir, remove } = await newDataDirectory();
  const parent = path.dirname(dataDir);
  await writeFile(path.join(parent, "a-file"), "not a folder");
  await writeFile(path.join(parent, "broken"), "");
  const port = String(await freePort());
  const starts = [
    [{ DATA_DIR: path.join(parent, "a-file") }, `DATA_DIR: ${parent}/a-file cannot be written`],
    [{ DATA_DIR: path.join(parent, "a-file/below") }, "DATA_DIR: "],
    [{ PORT: "70000" }, "PORT: must be a port number from 1 to 65535."],
    [{ DATABASE_URL: "mysql://localhost/soundcheck", SESSION_SECRET: "x".repeat(32) }, "DATABASE_URL: must be the address of a PostgreSQL database"],
    [{ DATABASE_URL: "postgres://localhost/soundcheck" }, "SESSION_SECRET: must be set together with DATABASE_URL"],
    [{ DATABASE_URL: "postgres://ada:x@127.0.0.1:9/sound", SESSION_SECRET: "x".repeat(32) }, "DATABASE_URL: nothing answers at 127.0.0.1:9."],
    [{ KIE_BASE_URL: "kie" }, "KIE_BASE_URL: must be a web address"],
    [{ HOST: "0.0.0.0" }, "HOST: 0.0.0.0 lets other machines in"],
    [{ HOST: "192.0.2.1", ALLOW_ANONYMOUS: "1" }, "HOST: 192.0.2.1 "],
  ] as const;
  for (const [change, sentence] of starts) {
    const app = spawnApp({ PORT: port, DATA_DIR: dataDir, ...change });
    expect(await app.exited).toEqual({ code: 1, signal: null });
    expect(app.output()).toContain(`Soundcheck cannot start.\n${sentence}`);
    expect(app.output()).not.toContain("    at ");
  }
  await remove();
});

test("a database of a newer version stops the start instead of being used", async () => {
  const { dataDir, remove } = await newDataDirectory();
  const settings = { PORT: String(await freePort()), DATA_DIR: dataDir };
  await (await startApp(settings)).end();
  const database = new Database(path.join(dataDir, "soundcheck.sqlite"));
  database.prepare("insert into kysely_migration (name, timestamp) values ('9999-later', '2030')").run();
  database.close();
  const app = spawnApp(settings);
  expect(await app.exited).toEqual({ code: 1, signal: null });
  expect(app.output()).toContain("Soundcheck cannot start.\nThe database is newer than this build: it has the migration 9999-later. Start the build that made it,");
  await remove();
});

/** Opens a page's stream of events, and collects what comes. */
async function openEvents(url: string, cookie: string, agent: Agent) {
  const request = get(`${url}/api/events`, { headers: { cookie, accept: "text/event-stream" }, agent });
  const [response] = (await once(request, "response")) as [IncomingMessage];
  let text = "";
  response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
  return { response, ended: once(response, "close"), text: () => text };
}

test("a page hears of its own tasks only, and a stop ends streams and kept connections in order", async ({ request, playwright }) => {
  const { dataDir, remove } = await newDataDirectory();
  const app = await startApp({ PORT: String(await freePort()), DATA_DIR: dataDir });
  const stranger = await playwright.request.newContext();
  const cookieOf = async (visitor: typeof request) => {
    const { response } = await callAction(visitor, app.url, "setFavouriteVoice", { voice: "Aria", favourite: true });
    return response.headers()["set-cookie"]?.split(";")[0] ?? "";
  };
  const agent = new Agent({ keepAlive: true });
  const events = await openEvents(app.url, await cookieOf(request), agent);
  const others = await openEvents(app.url, await cookieOf(stranger), agent);
  expect(events.response.headers).toMatchObject({ "content-type": "text/event-stream", "cache-control": "no-store, no-transform", "x-accel-buffering": "no" });
  await expect.poll(events.text).toContain("event: ready");
  await expect.poll(others.text).toContain("event: ready");

  const { result } = await callAction(request, app.url, "createTakes", takeInput());
  const { taskIds } = (result as { value: { taskIds: string[] } }).value;
  await expect.poll(events.text).toContain(`event: change\ndata: {"taskId":"${taskIds[0]}"}\n\n`);
  expect(others.text()).not.toContain("event: change");

  // A connection that is kept open after its answer, and one that has never asked for anything.
  const kept = get(`${app.url}/api/health`, { agent });
  const [answer] = (await once(kept, "response")) as [IncomingMessage];
  expect(answer.headers["keep-alive"], "longer than proxies keep one").toBe("timeout=75");
  answer.resume();
  await once(answer, "end");

  const stoppedAt = Date.now();
  expect(await app.end()).toEqual({ code: 0, signal: null });
  expect(Date.now() - stoppedAt).toBeLessThan(5_000);
  await Promise.all([events.ended, others.ended]);
  agent.destroy();
  await stranger.dispose();
  await remove();
});
