import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { readBody } from "./recorder";

interface Notice {
  readonly headers: IncomingHttpHeaders;
  /** Null when the sender hung up in its middle. */
  readonly body: string | null;
}

/** The signature headers of a notice, as verifyNotice takes them. */
export function signatureOf(notice: Notice | undefined): { timestamp: string; signature: string } {
  return { timestamp: String(notice?.headers["x-webhook-timestamp"]), signature: String(notice?.headers["x-webhook-signature"]) };
}

/** A receiver of callbacks that answers 200, for the running test. */
export async function receiver(): Promise<{ url: string; received: Notice[] }> {
  const received: Notice[] = [];
  const server = createServer((request, response) => {
    readBody(request).then(
      (body) => {
        received.push({ headers: request.headers, body: body.toString() });
        response.end("{}");
      },
      () => {
        received.push({ headers: request.headers, body: null });
        response.destroy();
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`, received };
}
