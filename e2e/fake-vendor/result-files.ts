import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { toneWav } from "./audio";
import { sendPage } from "./faults";
import type { FakeTask } from "./task";

const GIGABYTE = 1024 ** 3;

function* zeros(bytes: number): Generator<Buffer> {
  const chunk = Buffer.alloc(65_536);
  for (let sent = 0; sent < bytes; sent += chunk.length) yield chunk;
}

function stream(response: ServerResponse, bytes: number): void {
  const source = Readable.from(zeros(bytes), { objectMode: false });
  response.once("close", () => source.destroy());
  source.pipe(response);
}

/** Serves a task's audio as its behaviour says; `earlierRequests` counts the link's requests before this one. */
export function sendResultFile(response: ServerResponse, task: FakeTask, earlierRequests: number): void {
  const { text } = task.request.input;
  const wav = toneWav(typeof text === "string" ? text : "");
  const headers = { "content-type": "audio/wav", "content-length": wav.length };
  switch (task.behaviour.file ?? "ok") {
    case "404-once":
      if (earlierRequests === 0) sendPage(response, 404);
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
    case "endless":
      response.writeHead(200, { "content-type": "audio/wav" }).write(wav);
      stream(response, Number.POSITIVE_INFINITY);
      return;
    case "huge":
      response.writeHead(200, { "content-type": "audio/wav", "content-length": GIGABYTE });
      stream(response, GIGABYTE);
      return;
    case "stall-once":
      if (earlierRequests > 0) {
        response.writeHead(200, headers).end(wav);
        return;
      }
      response.writeHead(200, headers).write(wav.subarray(0, wav.length / 2));
      return;
    case "stall":
      response.writeHead(200, headers).write(wav.subarray(0, wav.length / 2));
      return;
  }
}
