import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, describe, expect, it } from "vitest";
import { hasReadablePath, refuseUnread } from "./unread-request";

/** Answers as the request's headers say, as Next.js and the actions behind it do. */
const server = createServer((request, response) => {
  if (!hasReadablePath(request)) {
    response.writeHead(400).end();
    return;
  }
  refuseUnread(request, response, () => request.headers["x-reached"] === "yes");
  response.statusCode = Number(request.headers["x-status"] ?? 500);
  response.end("body");
}).listen(0, "127.0.0.1");
await once(server, "listening");
const { port } = server.address() as AddressInfo;
afterAll(() => server.close());

async function statusOf(path: string, headers: Record<string, string>, method = "POST"): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, headers });
  return response.status;
}

describe("refuseUnread", () => {
  const action = { "next-action": "id" };
  it("makes a refusal of an error before any action was called", async () => {
    expect(await statusOf("/", action)).toBe(400);
    expect(await statusOf("/transcribe?x", { "content-type": "multipart/form-data; boundary=x" })).toBe(400);
  });

  it("leaves the errors of actions, pages and routes, and every other answer", async () => {
    expect(await statusOf("/", { ...action, "x-reached": "yes" })).toBe(500);
    expect(await statusOf("/", action, "GET")).toBe(500);
    expect(await statusOf("/", {})).toBe(500);
    expect(await statusOf("/api/uploads", action)).toBe(500);
    for (const status of ["200", "404", "503"]) expect(await statusOf("/", { ...action, "x-status": status })).toBe(Number(status));
  });
});

it("hasReadablePath tells a path that cannot be decoded, whatever its query", async () => {
  expect(await statusOf("/api/callbacks/%E0%A4%A", {})).toBe(400);
  expect(await statusOf("/api/callbacks/%E2%82%AC?%E0%A4%A", {})).toBe(500);
});
