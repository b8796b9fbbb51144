import type { OutgoingHttpHeaders, ServerResponse } from "node:http";

const PARTS = 16;

/** Sends a body in parts, evenly over `overMs`, with status 200. */
export function sendSlowly(response: ServerResponse, headers: OutgoingHttpHeaders, bytes: Buffer, overMs: number): void {
  response.writeHead(200, headers).flushHeaders();
  let part = 0;
  const timer = setInterval(() => {
    const [from, to] = [part, part + 1].map((index) => Math.floor((bytes.length * index) / PARTS));
    response.write(bytes.subarray(from, to));
    part += 1;
    if (part < PARTS) return;
    clearInterval(timer);
    response.end();
  }, overMs / PARTS);
  response.once("close", () => clearInterval(timer));
}
