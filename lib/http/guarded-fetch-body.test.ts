import { EventEmitter, getEventListeners, once } from "node:events";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { describe, expect, it } from "vitest";
import { closedOrigin, failureOf, fetchFrom, serveHttp, serveTcp } from "@/lib/http/guarded-fetch-test-server";

describe("the body of a guarded fetch", () => {
  it("stops at maxBytes, declared or not", async () => {
    const origin = await serveHttp((request, response) => {
      const size = Number(request.url?.slice(2));
      if (request.url?.startsWith("/d") === true) response.writeHead(200, { "content-length": size });
      response.write("x".repeat(size - 1));
      response.end("x");
    });
    expect(await (await fetchFrom(`${origin}/d1000`)).text()).toHaveLength(1000);
    expect(await (await fetchFrom(`${origin}/c1000`)).text()).toHaveLength(1000);
    expect(await failureOf(fetchFrom(`${origin}/d1001`))).toMatchObject({ code: "too_large", maybeSent: true });
    const response = await fetchFrom(`${origin}/c1001`);
    expect((await failureOf(response.text())).code).toBe("too_large");
  });

  it("does not wait for an endless body", async () => {
    const origin = await serveHttp((_request, response) => {
      Readable.from((function* () { for (;;) yield Buffer.alloc(65_536); })()).on("error", () => undefined).pipe(response);
    });
    const response = await fetchFrom(origin, { maxBytes: 10_000_000 });
    expect((await failureOf(response.text())).code).toBe("too_large");
  });

  it("gives up on a body that stalls, and closes the connection", async () => {
    const seen = new EventEmitter();
    const closed = once(seen, "closed");
    const origin = await serveHttp((request, response) => {
      request.socket.once("close", () => seen.emit("closed"));
      response.write("begin");
    });
    const response = await fetchFrom(origin, { idleTimeoutMs: 300 });
    expect(await failureOf(response.text())).toMatchObject({ code: "timeout", maybeSent: true });
    await closed;
  });

  it("gives up on a body that drips for longer than the total", async () => {
    const origin = await serveHttp((_request, response) => {
      const timer = setInterval(() => response.write("x"), 10);
      response.once("close", () => clearInterval(timer));
    });
    const response = await fetchFrom(origin, { totalTimeoutMs: 600, idleTimeoutMs: 5000 });
    expect((await failureOf(response.text())).code).toBe("timeout");
  });

  it.each([
    ["with its length announced", "Content-Length: 65536\r\n"],
    ["ended by the close", ""],
  ])("keeps a body that arrived before it is read, %s, when the other side has closed", async (_how, header) => {
    const sent = new EventEmitter();
    const origin = await serveTcp((socket) => {
      socket.once("data", () => {
        socket.write(`HTTP/1.1 200 OK\r\n${header}Connection: close\r\n\r\n`);
        socket.end("a".repeat(65_536), () => sent.emit("all"));
      });
    });
    const all = once(sent, "all");
    const response = await fetchFrom(origin, { maxBytes: 65_536 });
    await all;
    // The end of the connection has time to arrive while nobody reads.
    for (let turn = 0; turn < 100; turn += 1) await new Promise(setImmediate);
    expect(await response.text()).toHaveLength(65_536);
  });

  it("fails when a body breaks off, also for a reader that comes later", async () => {
    const origin = await serveTcp((socket) => {
      socket.once("data", () => {
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", () => socket.resetAndDestroy());
      });
    });
    const early = await fetchFrom(origin);
    expect((await failureOf(early.text())).code).toBe("connection_failed");
    const late = await fetchFrom(origin);
    await new Promise((resolve) => late.body.once("close", resolve));
    expect((await failureOf(late.text())).code).toBe("connection_failed");
  });

  it("releases the connection when disposed of, unread or half read", async () => {
    const seen = new EventEmitter();
    const closed = ["/0", "/1"].map((path) => once(seen, path));
    let requests = 0;
    const origin = await serveHttp((request, response) => {
      request.socket.once("close", () => seen.emit(request.url ?? ""));
      requests += 1;
      response.write("begin");
    });
    (await fetchFrom(`${origin}/0`)).dispose();
    const half = await fetchFrom(`${origin}/1`);
    await once(half.body, "data");
    half.dispose();
    half.dispose();
    await Promise.all(closed);
    expect(requests).toBe(2);
  });

  it("holds nothing once the body has ended, failed or been disposed of", async () => {
    const origin = await serveHttp((request, response) => {
      if (request.url === "/long") response.write("x".repeat(1001));
      else response.end("ok");
    });
    const { signal } = new AbortController();
    await (await fetchFrom(origin, { signal })).text();
    await failureOf((await fetchFrom(`${origin}/long`, { signal })).text());
    (await fetchFrom(origin, { signal })).dispose();
    await failureOf(fetchFrom(await closedOrigin(), { signal }));
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  it("keeps the pace of a slow reader", async () => {
    const size = 8 * 1024 * 1024;
    let sent = 0;
    const origin = await serveHttp((_request, response) => {
      Readable.from((function* () { for (; sent < size; sent += 65_536) yield Buffer.alloc(65_536); })()).pipe(response);
    });
    const response = await fetchFrom(origin, { maxBytes: size });
    let received = 0;
    await pipeline(response.body, async (chunks: AsyncIterable<Buffer>) => {
      for await (const chunk of chunks) {
        received += chunk.length;
        await new Promise(setImmediate);
      }
    });
    expect(received).toBe(size);
  });
});
