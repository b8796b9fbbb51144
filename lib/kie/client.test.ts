import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { Readable } from "node:stream";
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { closedOrigin, readBody, serveHttp, serveTcp } from "@/lib/http/guarded-fetch-test-server";
import { createKieClient, type KieClient, type UploadSource } from "@/lib/kie/client";
import { readFixture } from "@/lib/kie/fixtures-for-tests";
import { type CreateTaskRequest, speechRequestSchema } from "@/lib/kie/requests";

const apiKey = "0123456789abcdef0123456789abcdef";
const request: CreateTaskRequest = speechRequestSchema.parse(JSON.parse(readFixture("speech-request")));
const HTML = "<html><body>502 Bad Gateway</body></html>";

function clientOf(origin: string, path = ""): KieClient {
  return createKieClient({ baseUrl: `${origin}${path}`, uploadUrl: `${origin}${path}`, apiKey, allowOrigins: [origin] });
}

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

/** A vendor that answers everything in one way, and what it was sent. */
async function vendor(answer: (response: ServerResponse) => void): Promise<{ client: KieClient; seen: Seen[] }> {
  const seen: Seen[] = [];
  const origin = await serveHttp((incoming, response) => {
    const answerTo = (body: Buffer) => {
      seen.push({ method: incoming.method, url: incoming.url, headers: incoming.headers, body });
      answer(response);
    };
    readBody(incoming).then(answerTo, () => response.destroy());
  });
  return { client: clientOf(origin), seen };
}

const json = (body: unknown, status = 200) => (response: ServerResponse) => void response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
const html = (status: number) => (response: ServerResponse) => void response.writeHead(status, { "content-type": "text/html" }).end(HTML);

function source(bytes: Buffer, change: Partial<UploadSource> = {}): UploadSource {
  return { stream: Readable.from([bytes.subarray(0, 10), bytes.subarray(10)], { objectMode: false }), fileName: "a.mp3", uploadPath: "soundcheck/uploads", contentType: "audio/mpeg", sizeBytes: bytes.length, ...change };
}

describe("createTask", () => {
  it("sends the document's request, once, with the key", async () => {
    const { client, seen } = await vendor((response) => response.end(readFixture("created")));
    expect(await client.createTask(request)).toEqual({ outcome: "accepted", vendorTaskId: "task_12345678" });
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({ method: "POST", url: "/api/v1/jobs/createTask", headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" } });
    expect(JSON.parse(seen[0]?.body.toString() ?? "")).toEqual(JSON.parse(readFixture("speech-request")));
  });

  it("appends its paths to a base with a path of its own", async () => {
    const origin = await serveHttp((incoming, response) => response.end(JSON.stringify({ code: 200, data: { taskId: incoming.url } })));
    for (const path of ["/local-engine", "/local-engine/"]) {
      expect(await clientOf(origin, path).createTask(request)).toEqual({ outcome: "accepted", vendorTaskId: "/local-engine/api/v1/jobs/createTask" });
    }
  });

  it("tells refused, busy and unconfirmed apart", async () => {
    const outcomeOf = async (answer: (response: ServerResponse) => void) => (await vendor(answer)).client.createTask(request);
    expect(await outcomeOf(json({ code: 402, message: "Insufficient credits", data: null }))).toMatchObject({ outcome: "refused", failure: { code: "vendor_credits_exhausted", vendorMessage: "Insufficient credits" } });
    expect((await outcomeOf(json({ code: 429, msg: "m" }))).outcome).toBe("busy");
    expect(await outcomeOf((response) => response.writeHead(429, { "retry-after": "7" }).end())).toMatchObject({ outcome: "busy", retryAfterMs: 7000 });
    expect(await outcomeOf(html(502))).toMatchObject({ outcome: "unconfirmed", failure: { code: "vendor_gateway_error" } });
    expect((await outcomeOf((response) => response.writeHead(307, { location: "/" }).end())).outcome).toBe("unconfirmed");
    expect(await outcomeOf((response) => response.end(Buffer.alloc(1024 * 1024 + 1, " ")))).toMatchObject({ outcome: "unconfirmed", failure: { code: "vendor_answer_too_large" } });
  });

  it("knows that nothing was sent", async () => {
    expect(await clientOf(await closedOrigin()).createTask(request)).toMatchObject({ outcome: "not-sent", failure: { code: "vendor_unreachable", detail: "connection_failed ECONNREFUSED" } });
    expect((await clientOf("http://no-such-host.invalid").createTask(request)).outcome).toBe("not-sent");
    const forbidden = createKieClient({ baseUrl: "http://127.0.0.1:1", uploadUrl: "http://127.0.0.1:1", apiKey, allowOrigins: [] });
    expect(await forbidden.createTask(request)).toMatchObject({ outcome: "not-sent", failure: { code: "vendor_address_not_allowed" } });
    expect(await clientOf(await closedOrigin()).createTask(request, AbortSignal.abort())).toMatchObject({ outcome: "not-sent", failure: { code: "vendor_request_cancelled" } });
  });

  it("leaves a broken or missing answer unconfirmed, and does not send again", async () => {
    let connections = 0;
    const breaking = [
      (socket: Socket) => socket.once("readable", () => socket.resetAndDestroy()),
      (socket: Socket) => socket.once("data", () => socket.resetAndDestroy()),
      (socket: Socket) => socket.once("data", () => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{")),
    ];
    for (const listener of breaking) {
      const origin = await serveTcp((socket) => {
        connections += 1;
        listener(socket);
      });
      expect(await clientOf(origin).createTask(request)).toMatchObject({ outcome: "unconfirmed", failure: { code: "vendor_connection_lost" } });
    }
    const { client, seen } = await vendor(() => undefined);
    expect(await client.createTask(request, AbortSignal.timeout(500))).toMatchObject({ outcome: "unconfirmed", failure: { code: "vendor_request_cancelled" } });
    expect([connections, seen.length]).toEqual([3, 1]);
  });

  it("takes a connection that is reset at once for either, and does not send again", async () => {
    let connections = 0;
    const origin = await serveTcp((socket) => {
      connections += 1;
      socket.resetAndDestroy();
    });
    // It depends on whether the reset arrives before the connection is seen to stand.
    expect(["not-sent", "unconfirmed"]).toContain((await clientOf(origin).createTask(request)).outcome);
    expect(connections).toBe(1);
  });
});

describe("queryTask", () => {
  const id = "e989621f54392584b05867f87b160672";

  it("asks for the id and gives the record", async () => {
    const { client, seen } = await vendor((response) => response.end(readFixture("transcription-callback-success")));
    expect(await client.queryTask(id)).toMatchObject({ outcome: "record", record: { vendorTaskId: id, state: "success", creditsConsumed: 100 } });
    expect(seen[0]).toMatchObject({ method: "GET", url: `/api/v1/jobs/recordInfo?taskId=${id}` });
  });

  it("keeps a strange id inside its parameter", async () => {
    const { client, seen } = await vendor(json({ code: 422, msg: "recordInfo is null", data: null }));
    expect(await client.queryTask("a&b=c/../#d")).toMatchObject({ outcome: "absent", failure: { code: "vendor_task_unknown", vendorCode: 422, vendorMessage: "recordInfo is null" } });
    expect(seen[0]?.url).toBe("/api/v1/jobs/recordInfo?taskId=a%26b%3Dc%2F..%2F%23d");
  });

  it("reads records up to 32 MB and no further", async () => {
    const record = (padding: number) => json({ code: 200, data: { taskId: id, state: "success", resultJson: { resultObject: { text: "x".repeat(padding) } } } });
    expect((await (await vendor(record(31 * 1024 * 1024))).client.queryTask(id)).outcome).toBe("record");
    expect(await (await vendor(record(33 * 1024 * 1024))).client.queryTask(id)).toMatchObject({ outcome: "unreachable", failure: { code: "vendor_answer_too_large" } });
  });

  it("tells refused and unreachable apart", async () => {
    expect((await (await vendor(json({ code: 401, msg: "m" }))).client.queryTask(id)).outcome).toBe("refused");
    expect((await (await vendor(html(502))).client.queryTask(id)).outcome).toBe("unreachable");
    expect((await clientOf(await closedOrigin()).queryTask(id)).outcome).toBe("unreachable");
  });
});

describe("uploadFile", () => {
  const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, index) => index % 251));
  const uploaded = { success: true, code: 200, msg: "File uploaded successfully", data: { fileName: "a.mp3", downloadUrl: "https://example.com/a.mp3" } };

  it("streams a multipart body of the length that it announced", async () => {
    const { client, seen } = await vendor(json(uploaded));
    expect(await client.uploadFile(source(bytes, { fileName: 'quote".mp3' }))).toEqual({ outcome: "uploaded", fileUrl: "https://example.com/a.mp3" });
    const [upload] = seen;
    if (upload === undefined) throw new Error("Nothing arrived");
    expect(upload).toMatchObject({ method: "POST", url: "/api/file-stream-upload", headers: { authorization: `Bearer ${apiKey}`, "content-length": String(upload.body.length) } });
    const form = await new Response(new Uint8Array(upload.body), { headers: { "content-type": upload.headers["content-type"] ?? "" } }).formData();
    const file = form.get("file");
    if (!(file instanceof File)) throw new Error("No file arrived");
    expect([form.get("uploadPath"), form.get("fileName"), file.name, file.type]).toEqual(["soundcheck/uploads", 'quote".mp3', 'quote".mp3', "audio/mpeg"]);
    expect(Buffer.from(await file.arrayBuffer()).equals(bytes)).toBe(true);
  });

  it("does not hold the file in memory", async () => {
    const size = 200 * 1024 * 1024;
    let received = 0;
    const origin = await serveHttp((incoming, response) => {
      incoming.on("data", (chunk: Buffer) => (received += chunk.length));
      incoming.on("end", () => response.end(JSON.stringify(uploaded)));
    });
    let peak = 0;
    const chunk = Buffer.alloc(65_536);
    const stream = Readable.from((function* () {
      for (let sent = 0; sent < size; sent += chunk.length) {
        if (sent % (16 * 1024 * 1024) === 0) peak = Math.max(peak, process.memoryUsage().arrayBuffers);
        yield chunk;
      }
    })(), { objectMode: false });
    expect((await clientOf(origin).uploadFile(source(chunk, { stream, sizeBytes: size }))).outcome).toBe("uploaded");
    expect(received).toBeGreaterThan(size);
    expect(peak).toBeLessThan(size / 2);
  });

  it("fails when the file is not as long as announced, or breaks off, and releases it", async () => {
    const { client } = await vendor(json(uploaded));
    const broken = new Readable({ read() { this.destroy(new Error("disk")); } });
    for (const given of [source(bytes, { sizeBytes: bytes.length + 1 }), source(bytes, { sizeBytes: bytes.length - 1 }), source(bytes, { stream: broken })]) {
      expect((await client.uploadFile(given)).outcome).toBe("unreachable");
      expect(given.stream.destroyed).toBe(true);
    }
  });

  it("tells refused and unreachable apart, and releases the file", async () => {
    const refused = source(bytes);
    expect(await (await vendor(json({ success: false, code: 401, msg: "m" }))).client.uploadFile(refused)).toMatchObject({ outcome: "refused", failure: { code: "vendor_key_rejected" } });
    const unreachable = source(bytes);
    expect((await clientOf(await closedOrigin()).uploadFile(unreachable)).outcome).toBe("unreachable");
    expect([refused.stream.destroyed, unreachable.stream.destroyed]).toEqual([true, true]);
  });
});

describe("credit", () => {
  it("gives the number, and fails as the others do", async () => {
    const { client, seen } = await vendor(json({ code: 200, msg: "success", data: 99.5 }));
    expect(await client.credit()).toEqual({ outcome: "credit", credits: 99.5 });
    expect(seen[0]).toMatchObject({ method: "GET", url: "/api/v1/chat/credit", headers: { authorization: `Bearer ${apiKey}` } });
    expect((await (await vendor(html(502))).client.credit()).outcome).toBe("unreachable");
  });
});

describe("the API key", () => {
  it("is in nothing that the client gives", async () => {
    const echo = `Bad key ${apiKey}: Bearer ${apiKey}`;
    for (const code of [401, 402, 404, 422, 429, 500, 502]) {
      const { client } = await vendor(json({ code, msg: echo, data: null }));
      const outcomes = [await client.createTask(request), await client.queryTask("t"), await client.uploadFile(source(Buffer.alloc(20))), await client.credit()];
      expect(inspect(outcomes, { depth: null })).not.toContain(apiKey);
    }
    const { client } = await vendor(json({ code: 501, data: { taskId: "t", state: "fail", failCode: "401", failMsg: echo } }));
    expect(inspect(await client.queryTask("t"), { depth: null })).not.toContain(apiKey);
    const raw = await serveTcp((socket) => socket.once("data", (sent) => socket.end(sent)));
    expect(inspect(await clientOf(raw).createTask(request), { depth: null })).not.toContain(apiKey);
  });

  it("does not follow a redirect, to a host that may be fetched neither", async () => {
    let stolen = 0;
    const thief = await serveHttp((_incoming, response) => {
      stolen += 1;
      response.end(JSON.stringify({ code: 200, data: 1 }));
    });
    const origin = await serveHttp((_incoming, response) => response.writeHead(302, { location: `${thief}/api/v1/chat/credit` }).end());
    const client = createKieClient({ baseUrl: origin, uploadUrl: origin, apiKey, allowOrigins: [origin, thief] });
    expect((await client.credit()).outcome).toBe("unreachable");
    expect((await client.queryTask("t")).outcome).toBe("unreachable");
    expect(stolen).toBe(0);
  });
});
