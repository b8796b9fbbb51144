import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { guardedFetch } from "@/lib/http/guarded-fetch";
import { closedOrigin, failureOf, fetchFrom, readBody, serveHttp, serveTcp } from "@/lib/http/guarded-fetch-test-server";

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

  it("streams a request's body", async () => {
    const origin = await serveHttp((request, response) => {
      void readBody(request).then((body) => response.end(`${request.headers["content-length"] ?? "none"} ${body.length}`));
    });
    const body = Readable.from((function* () { for (let i = 0; i < 100; i += 1) yield Buffer.alloc(10_000); })(), { objectMode: false });
    const response = await fetchFrom(origin, { method: "POST", body, headers: { "content-length": "1000000" } });
    expect(await response.text()).toBe("1000000 1000000");
  });
});
