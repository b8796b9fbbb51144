import { EventEmitter, getEventListeners, once } from "node:events";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { describe, expect, it } from "vitest";
import { guardedFetch, type GuardedFetchOptions } from "@/lib/http/guarded-fetch";
import { FetchError } from "@/lib/http/guarded-fetch-error";
import { closedOrigin, readBody, serveHttp, serveTcp } from "@/lib/http/guarded-fetch-test-server";

function fetchFrom(url: string, options: Partial<GuardedFetchOptions> = {}) {
  return guardedFetch(url, { allowOrigins: [new URL(url).origin], maxBytes: 1000, totalTimeoutMs: 20_000, ...options });
}

async function failureOf(promise: Promise<unknown>): Promise<FetchError> {
  const error = await promise.then(
    () => null,
    (cause: unknown) => cause,
  );
  if (!(error instanceof FetchError)) throw new Error("Expected a FetchError", { cause: error });
  return error;
}

describe("guardedFetch", () => {
  it("gives status, headers and body, and sends what it was given", async () => {
    const origin = await serveHttp((request, response) => {
      void readBody(request).then((body) => {
        response.writeHead(418, { "x-test": "yes" }).end(`${request.method ?? ""} ${request.url ?? ""} ${request.headers["x-a"] as string} ${body.toString()}`);
      });
    });
    const response = await fetchFrom(`${origin}/path?q=1#part`, { method: "POST", headers: { "x-a": "b" }, body: "hällo" });
    expect(response.status).toBe(418);
    expect(response.headers["x-test"]).toBe("yes");
    expect(await response.text()).toBe("POST /path?q=1 b hällo");
  });

  it.each(["ftp://example.com/", "file:///etc/passwd", "not a url", "javascript:alert(1)", "http://user:pass@example.com/", "http://user@example.com/"])(
    "refuses the URL %s",
    async (url) => {
      const failure = await failureOf(guardedFetch(url, { allowOrigins: [], maxBytes: 1, totalTimeoutMs: 1000 }));
      expect(failure).toMatchObject({ code: "url_not_allowed", maybeSent: false });
    },
  );

  it.each(["127.0.0.1", "2130706433", "0x7f.1", "127.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"])("does not connect to %s", async (host) => {
    let requests = 0;
    const origin = await serveHttp((_request, response) => {
      requests += 1;
      response.end();
    });
    const url = `http://${host}:${new URL(origin).port}/`;
    expect(await failureOf(guardedFetch(url, { allowOrigins: [], maxBytes: 1, totalTimeoutMs: 5000 }))).toMatchObject({ code: "address_not_allowed", maybeSent: false });
    expect(requests).toBe(0);
  });

  it("exempts exact origins only", async () => {
    const origin = await serveHttp((_request, response) => response.end("ok"));
    const { port } = new URL(origin);
    expect(await (await fetchFrom(origin)).text()).toBe("ok");
    for (const allowed of [`http://127.0.0.1`, `https://127.0.0.1:${port}`, `http://127.0.0.1:${port}/`, `http://localhost:${port}`]) {
      expect((await failureOf(fetchFrom(origin, { allowOrigins: [allowed] }))).code).toBe("address_not_allowed");
    }
  });

  it("checks the address of every redirect", async () => {
    const inner = await serveHttp((_request, response) => response.end("secret"));
    const outer = await serveHttp((_request, response) => response.writeHead(302, { location: `${inner}/` }).end());
    expect(await failureOf(fetchFrom(outer))).toMatchObject({ code: "address_not_allowed", maybeSent: true });
    const toFile = await serveHttp((_request, response) => response.writeHead(302, { location: "file:///etc/passwd" }).end());
    expect((await failureOf(fetchFrom(toFile))).code).toBe("url_not_allowed");
  });

  it("follows redirects, with credentials to the same origin only", async () => {
    const other = await serveHttp((request, response) => response.end(JSON.stringify([request.headers.authorization, request.headers.cookie, request.headers["x-a"]])));
    const origin = await serveHttp((request, response) => {
      if (request.url === "/away") response.writeHead(307, { location: `${other}/` }).end();
      else if (request.url === "/start") response.writeHead(301, { location: "end" }).end();
      else response.end(JSON.stringify([request.headers.authorization, request.headers.cookie, request.headers["x-a"]]));
    });
    const options = { headers: { Authorization: "Bearer k", cookie: "c=1", "x-a": "1" }, allowOrigins: [origin, other] };
    const same = await fetchFrom(`${origin}/start`, options);
    expect([same.url, await same.text()]).toEqual([`${origin}/end`, '["Bearer k","c=1","1"]']);
    expect(await (await fetchFrom(`${origin}/away`, options)).text()).toBe('[null,null,"1"]');
  });

  it("follows at most five redirects, and none for a POST", async () => {
    let requests = 0;
    const origin = await serveHttp((_request, response) => {
      requests += 1;
      response.writeHead(302, { location: "/again" }).end();
    });
    expect((await failureOf(fetchFrom(origin))).code).toBe("too_many_redirects");
    expect(requests).toBe(6);
    const posted = await fetchFrom(origin, { method: "POST", body: "x" });
    posted.dispose();
    expect([posted.status, requests]).toEqual([302, 7]);
  });

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

  it("gives up on an answer that never comes: idle, total, or told to", async () => {
    const origin = await serveHttp(() => undefined);
    expect(await failureOf(fetchFrom(origin, { idleTimeoutMs: 300 }))).toMatchObject({ code: "timeout", maybeSent: true });
    expect(await failureOf(fetchFrom(origin, { totalTimeoutMs: 500 }))).toMatchObject({ code: "timeout", maybeSent: true });
    expect(await failureOf(fetchFrom(origin, { signal: AbortSignal.timeout(500) }))).toMatchObject({ code: "cancelled", maybeSent: true });
    expect(await failureOf(fetchFrom(origin, { signal: AbortSignal.abort() }))).toMatchObject({ code: "cancelled", maybeSent: false });
  });

  it("knows that nothing was sent: refused, no such name, no TLS", async () => {
    const refused = await closedOrigin();
    expect(await failureOf(fetchFrom(refused))).toMatchObject({ code: "connection_failed", maybeSent: false });
    expect(await failureOf(fetchFrom("http://no-such-host.invalid/"))).toMatchObject({ code: "connection_failed", maybeSent: false });
    const plain = await serveTcp((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
    expect(await failureOf(fetchFrom(plain.replace("http:", "https:")))).toMatchObject({ code: "connection_failed", maybeSent: false });
    const silent = await serveTcp(() => undefined);
    expect(await failureOf(fetchFrom(silent.replace("http:", "https:"), { totalTimeoutMs: 50 }))).toMatchObject({ code: "timeout", maybeSent: false });
  });

  it("knows that something may have been sent, and does not send it again", async () => {
    let connections = 0;
    const atOnce = await serveTcp((socket) => {
      connections += 1;
      socket.resetAndDestroy();
    });
    expect((await failureOf(fetchFrom(atOnce, { method: "POST", body: "x" }))).code).toBe("connection_failed");
    const afterReading = await serveTcp((socket) => {
      connections += 1;
      socket.once("data", () => socket.resetAndDestroy());
    });
    expect(await failureOf(fetchFrom(afterReading, { method: "POST", body: "x" }))).toMatchObject({ code: "connection_failed", maybeSent: true });
    const closedAfterReading = await serveTcp((socket) => {
      connections += 1;
      socket.once("data", () => socket.end());
    });
    expect(await failureOf(fetchFrom(closedAfterReading))).toMatchObject({ code: "connection_failed", maybeSent: true });
    expect(connections).toBe(3);
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

  it("streams a request's body", async () => {
    const origin = await serveHttp((request, response) => {
      void readBody(request).then((body) => response.end(`${request.headers["content-length"] ?? "none"} ${body.length}`));
    });
    const body = Readable.from((function* () { for (let i = 0; i < 100; i += 1) yield Buffer.alloc(10_000); })(), { objectMode: false });
    const response = await fetchFrom(origin, { method: "POST", body, headers: { "content-length": "1000000" } });
    expect(await response.text()).toBe("1000000 1000000");
  });
});
