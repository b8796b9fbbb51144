import { once } from "node:events";
import { createServer, request as openRequest } from "node:http";
import type { AddressInfo } from "node:net";
import pino from "pino";
import { afterAll, beforeEach, expect, it, vi } from "vitest";
import { noteRequest, publicPath, withRequestLog } from "./request-log";

const lines: Record<string, unknown>[] = [];
const log = pino({ base: null }, { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) });
let begun: () => void = () => undefined;
const server = createServer((request, response) => {
  withRequestLog(log, request, response, () => {
    void (async () => {
      await Promise.resolve();
      if (request.url?.startsWith("/api/tasks/") === true) noteRequest({ route: "/api/tasks/[taskId]", taskId: "one" });
      begun();
      if (request.url === "/never") return;
      response.statusCode = 201;
      response.end("done");
    })();
  });
}).listen(0, "127.0.0.1");
await once(server, "listening");
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
beforeEach(() => void lines.splice(0));
afterAll(() => server.close());

it("logs one line with what was noted on the way, each request its own", async () => {
  await Promise.all([fetch(`${origin}/api/tasks/secret?token=secret`), fetch(`${origin}/history?search=secret`)]);
  await vi.waitFor(() => expect(lines).toHaveLength(2));
  expect(lines.find(({ taskId }) => taskId === "one")).toMatchObject({ method: "GET", route: "/api/tasks/[taskId]", status: 201, msg: "request" });
  expect(lines.find(({ taskId }) => taskId === undefined)).toMatchObject({ path: "/history", status: 201 });
  expect(JSON.stringify(lines)).not.toContain("secret");
});

it("says that a request was broken off before it was answered", async () => {
  const reached = new Promise<void>((resolve) => (begun = resolve));
  const request = openRequest(`${origin}/never`).on("error", () => undefined).end();
  await reached;
  request.destroy();
  await vi.waitFor(() => expect(lines).toMatchObject([{ path: "/never", brokenOff: true }]));
});

it.each([
  ["/", "/"],
  ["/tasks/abc", "/tasks/abc"],
  ["/api/callbacks/secret", "/api/callbacks/…"],
  ["/api/handover/secret/secret/name.mp3?x", "/api/handover/…"],
])("shows %s as %s", (url, shown) => expect(publicPath(url)).toBe(shown));
