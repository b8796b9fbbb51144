import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { BenchApp, sendAll, watch } from "./app";
import type { Measure } from "./table";

const COUNT = 4;
const CHUNK = Buffer.alloc(64 * 1024, 7);
const CHUNKS = 3200;
const SIZE_BYTES = CHUNK.length * CHUNKS;

/** The least that a server can do with an upload: write it to a file. */
const PLAIN_SERVER = `
  const { createServer } = require("node:http");
  const { createWriteStream } = require("node:fs");
  const { pipeline } = require("node:stream");
  const server = createServer((request, response) => pipeline(request, createWriteStream(process.argv[1] + request.url), () => response.end()));
  server.listen(0, "127.0.0.1", () => console.log(server.address().port));
`;

function* chunks(): Generator<Buffer> {
  for (let index = 0; index < CHUNKS; index += 1) yield CHUNK;
}

/** Four uploads of 200 MB at once, beside a server that only writes them to files. */
export async function benchUploads(folder: string): Promise<Measure[]> {
  const app = await BenchApp.start(path.join(folder, "uploads"));
  const warmUp = await app.announce(SIZE_BYTES, "warm-up.wav");
  await app.send(warmUp, chunks(), SIZE_BYTES);
  const locations: string[] = [];
  for (let index = 0; index < COUNT; index += 1) locations.push(await app.announce(SIZE_BYTES, `upload ${index}.wav`));
  const ours = await watch(app.pid, () => Promise.all(locations.map((location) => app.send(location, chunks(), SIZE_BYTES))));
  await app.end();

  const server = spawn(process.execPath, ["-e", PLAIN_SERVER, folder], { stdio: ["ignore", "pipe", "inherit"] });
  const [port] = (await once(server.stdout.setEncoding("utf8"), "data")) as [string];
  const put = (name: string) => sendAll("PUT", `http://127.0.0.1:${port.trim()}/${name}`, {}, chunks(), SIZE_BYTES);
  await put("warm-up");
  const plain = await watch(server.pid ?? 0, () => Promise.all(locations.map((_, index) => put(`plain-${index}`))));
  server.kill();

  const beside = "a server that only writes them to files";
  return [
    { what: "four uploads of 200 MB at once: growth of the server", measured: ours.growthMb, beside, plain: plain.growthMb, unit: "MB" },
    { what: "four uploads of 200 MB at once: time", measured: ours.durationMs, beside, plain: plain.durationMs, unit: "ms" },
  ];
}
