import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { toneWav } from "../fake-vendor/audio";
import type { FakeVendor } from "../fake-vendor/fake-vendor";
import { readBody } from "../fake-vendor/recorder";

/**
 * What becomes of a request: the vendor's own answer; lost after the vendor had it; never read; a gateway's page; the rate's limit; a
 * refusal in the vendor's words; or, for a file, another sound than the vendor has.
 */
export const REPLIES = ["right", "lost", "unread", "page", "busy", "refused", "altered"] as const;
export type Reply = (typeof REPLIES)[number];

/** A request that has arrived and was not answered. */
export interface HeldExchange {
  readonly path: string;
  readonly bodyText: string;
  answer(reply: Reply): Promise<void>;
}

/** Stands before a fake vendor, and answers nothing until it is told to. */
export async function holdVendor(vendor: () => FakeVendor, onRequest: (exchange: HeldExchange) => void) {
  let origin = "";
  let soundsMade = 0;

  async function relay(request: IncomingMessage, body: Buffer, response: ServerResponse | null): Promise<void> {
    const { authorization, "content-type": contentType } = request.headers;
    const headers = { ...(authorization === undefined ? {} : { authorization }), ...(contentType === undefined ? {} : { "content-type": contentType }) };
    const answer = await fetch(`${vendor().origin}${request.url ?? ""}`, { method: request.method ?? "GET", headers, ...(body.length === 0 ? {} : { body: new Uint8Array(body) }) });
    const bytes = Buffer.from(await answer.arrayBuffer());
    const isJson = answer.headers.get("content-type") === "application/json";
    response?.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "" });
    response?.end(isJson ? bytes.toString().replaceAll(vendor().origin, origin) : bytes);
  }

  async function answer(reply: Reply, request: IncomingMessage, body: Buffer, response: ServerResponse): Promise<void> {
    const isFile = request.url?.startsWith("/results/") === true;
    switch (reply) {
      case "lost":
        await relay(request, body, null);
        response.destroy();
        return;
      case "unread":
        response.destroy();
        return;
      case "page":
        response.writeHead(502, { "content-type": "text/html" }).end("<html>502 Bad Gateway</html>");
        return;
      case "busy":
      case "refused": {
        const code = reply === "busy" ? 429 : 402;
        response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ code, msg: reply, data: null }));
        return;
      }
      case "altered":
        if (isFile) response.writeHead(200, { "content-type": "audio/wav" }).end(toneWav(`Another sound ${(soundsMade += 1)}`));
        else await relay(request, body, response);
        return;
      case "right":
        await relay(request, body, response);
    }
  }

  const server = createServer((request, response) => {
    void readBody(request).then((body) =>
      onRequest({ path: request.url ?? "", bodyText: body.toString(), answer: (reply) => answer(reply, request, body, response) }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
