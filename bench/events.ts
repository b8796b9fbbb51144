import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { startApp, vendorSettings } from "@/e2e/app-process";
import { startFakeVendor } from "@/e2e/fake-vendor/fake-vendor";
import { freePort } from "@/scripts/services/free-port.mjs";
import { post, quantile, untilLooked } from "./load";
import { newVisitor, seedTasks } from "./seed";
import { Stream } from "./streams";
import type { Measure } from "./table";

const PAGES = 500;
const CHANGES = 12;
/** Made first and not counted: what tells a change is compiled while it does so for the first time. */
const FIRST_CHANGES = 1;
const ALL_CHANGES = FIRST_CHANGES + CHANGES;
const AT_ONCE = 4;

/** The least that a server can do to tell pages of a change: write it to the open streams of its owner. */
const PLAIN_SERVER = `
  const { createServer } = require("node:http");
  const streams = new Map();
  const server = createServer((request, response) => {
    const owner = request.headers.cookie;
    if (request.method === "GET") {
      streams.set(owner, [...(streams.get(owner) ?? []), response]);
      response.writeHead(200, { "content-type": "text/event-stream" }).write("event: ready\\ndata: {}\\n\\n");
      response.once("close", () => streams.set(owner, streams.get(owner).filter((stream) => stream !== response)));
    } else {
      for (const stream of streams.get(owner) ?? []) stream.write('event: change\\ndata: {"taskId":"seeded-1"}\\n\\n');
      request.resume().once("end", () => response.end("ok"));
    }
  });
  server.listen(0, "127.0.0.1", () => console.log(server.address().port));
`;

/** What makes a change: the request after which one is told. */
type Change = () => Promise<number>;

/**
 * 500 open streams, of one owner and of as many: from sending the callback of a task until its pages are told that its state changed,
 * which includes the commit of the callback, reading the vendor's record and the commit of the change.
 */
export async function benchEvents(folder: string): Promise<Measure[]> {
  const vendor = await startFakeVendor();
  // The first look is that of the app's start.
  vendor.behave({ default: { steps: [{ state: "waiting", forQueries: 1 }, { state: "generating" }], callback: "none" } });
  const port = await freePort();
  const appUrl = `http://127.0.0.1:${port}`;
  const dataDir = path.join(folder, "events");
  const busy = newVisitor();
  const visitors = Array.from({ length: PAGES }, newVisitor);
  const owners = [...Array.from({ length: ALL_CHANGES }, () => busy), ...visitors];
  const tasks = await seedTasks({ DATA_DIR: dataDir }, vendor, appUrl, owners.map(({ ownerId }) => ({ ownerId, state: "waiting" })));
  const app = await startApp({ PORT: String(port), DATA_DIR: dataDir, ...vendorSettings(vendor, port), LOG_LEVEL: "info" });
  const plain = spawn(process.execPath, ["-e", PLAIN_SERVER], { stdio: ["ignore", "pipe", "inherit"] });
  const [plainPort] = (await once(plain.stdout.setEncoding("utf8"), "data")) as [string];
  const plainUrl = `http://127.0.0.1:${plainPort.trim()}`;
  await untilLooked(vendor, tasks);

  const callbacks = tasks.map(({ callbackUrl, vendorTask }): Change => () => post(callbackUrl, JSON.stringify(vendorTask.notice())));
  const plainChange = (cookie: string): Change => () => post(plainUrl, "{}", undefined, { cookie });
  const cookies = visitors.map(({ cookie }) => cookie);
  const oneOwner = Array.from({ length: PAGES }, () => busy.cookie);
  const measured = {
    plainOfOne: await tellAll(plainUrl, oneOwner, Array.from({ length: ALL_CHANGES }, () => plainChange(busy.cookie))),
    ofOne: await tellAll(`${appUrl}/api/events`, oneOwner, callbacks.slice(0, ALL_CHANGES)),
    plainOfMany: await tellEach(plainUrl, cookies, cookies.map(plainChange)),
    ofMany: await tellEach(`${appUrl}/api/events`, cookies, callbacks.slice(ALL_CHANGES)),
  };
  await app.end();
  plain.kill();
  await vendor.close();

  const beside = "a bare server that writes it to the same streams";
  const rows: [string, number[], number[]][] = [
    [`a change told to ${PAGES} pages of one owner, from sending the callback`, measured.ofOne, measured.plainOfOne],
    [`a change told to each of ${PAGES} owners, ${AT_ONCE} at once, from sending the callback`, measured.ofMany, measured.plainOfMany],
  ];
  return rows.flatMap(([what, ours, theirs]) =>
    [0.5, 0.99].map((share): Measure => ({ what: `${what}: p${share * 100}`, measured: quantile(ours, share), beside, plain: quantile(theirs, share), unit: "ms" })),
  );
}

async function openAll(url: string, cookies: readonly string[]): Promise<Stream[]> {
  const streams: Stream[] = [];
  for (const cookie of cookies) streams.push(await Stream.open(url, cookie));
  return streams;
}

/** Makes one change after the other, and gives how long each of all pages waited for each but the first. */
async function tellAll(url: string, cookies: readonly string[], changes: readonly Change[]): Promise<number[]> {
  const streams = await openAll(url, cookies);
  const waited: number[] = [];
  for (const [index, change] of changes.entries()) {
    const told = streams.map((stream) => stream.nextChange());
    const startedAt = performance.now();
    await change();
    const toldAt = await Promise.all(told);
    if (index >= FIRST_CHANGES) waited.push(...toldAt.map((at) => at - startedAt));
  }
  for (const stream of streams) stream.close();
  return waited;
}

/** Makes the change of each page, and gives how long its page waited for it. */
async function tellEach(url: string, cookies: readonly string[], changes: readonly Change[]): Promise<number[]> {
  const streams = await openAll(url, cookies);
  const waited: number[] = [];
  const left = changes.entries();
  const tellSome = async () => {
    for (const [index, change] of left) {
      const told = streams[index]?.nextChange();
      const startedAt = performance.now();
      await change();
      waited.push(((await told) ?? Number.NaN) - startedAt);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, tellSome));
  for (const stream of streams) stream.close();
  return waited;
}
