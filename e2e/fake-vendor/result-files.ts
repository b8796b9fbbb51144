import type { OutgoingHttpHeaders, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { toneWav } from "./audio";
import { sendPage } from "./faults";
import { sendSlowly } from "./slow-bytes";
import type { FakeTask } from "./task";

const GIGABYTE = 1024 ** 3;
const SLOW_MS = 1_000;

function* zeros(bytes: number): Generator<Buffer> {
  const chunk = Buffer.alloc(65_536);
  for (let sent = 0; sent < bytes; sent += chunk.length) yield chunk;
}

function stream(response: ServerResponse, bytes: number): void {
  const source = Readable.from(zeros(bytes), { objectMode: false });
  response.once("close", () => source.destroy());
  source.pipe(response);
}

/** Sends half of the file, and the rest never: the connection stays, or breaks off after `stallMs`. */
function stall(response: ServerResponse, headers: OutgoingHttpHeaders, wav: Buffer, stallMs: number | undefined): void {
  response.writeHead(200, headers).write(wav.subarray(0, wav.length / 2));
  if (stallMs === undefined) return;
  const timer = setTimeout(() => response.destroy(), stallMs);
  response.once("close", () => clearTimeout(timer));
}

/** The audio that a task of this text makes. */
export function audioOf(task: FakeTask): Buffer {
  const { text } = task.request.input;
  return toneWav(typeof text === "string" ? text : "");
}

/** Serves a task's audio as its behaviour says; `earlierRequests` counts the link's requests before this one. */
export function sendResultFile(response: ServerResponse, task: FakeTask, earlierRequests: number): void {
  const wav = audioOf(task);
  const headers = { "content-type": "audio/wav", "content-length": wav.length };
  const { file = "ok", stallMs } = task.behaviour;
  const first = earlierRequests === 0;
  switch (file) {
    case "404-once":
      if (first) sendPage(response, 404);
      else response.writeHead(200, headers).end(wav);
      return;
    case "ok":
      response.writeHead(200, headers).end(wav);
      return;
    case "404":
      sendPage(response, 404);
      return;
    case "html":
      sendPage(response, 200);
      return;
    case "not-audio":
      response.writeHead(200, { "content-type": "audio/mpeg" }).end("This is no audio, whatever its type says.");
      return;
    case "wrong-type":
      response.writeHead(200, { ...headers, "content-type": "image/jpeg" }).end(wav);
      return;
    case "slow-bytes":
      sendSlowly(response, headers, wav, stallMs ?? SLOW_MS);
      return;
    case "endless":
      response.writeHead(200, { "content-type": "audio/wav" }).write(wav);
      stream(response, Number.POSITIVE_INFINITY);
      return;
    case "huge":
      response.writeHead(200, { "content-type": "audio/wav", "content-length": GIGABYTE });
      stream(response, GIGABYTE);
      return;
    case "cut-short-once":
      if (first) stall(response, headers, wav, 0);
      else response.writeHead(200, headers).end(wav);
      return;
    case "stall-once":
      if (first) stall(response, headers, wav, stallMs);
      else response.writeHead(200, headers).end(wav);
      return;
    case "stall":
      stall(response, headers, wav, stallMs);
      return;
  }
}
