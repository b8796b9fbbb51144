import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import { createServer as createTcpServer, type Server as TcpServer, type Socket } from "node:net";
import { onTestFinished } from "vitest";
import { guardedFetch, type GuardedFetchOptions } from "@/lib/http/guarded-fetch";
import { FetchError } from "@/lib/http/guarded-fetch-error";

async function listen(server: Server | TcpServer): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port");
  return address.port;
}

/** A real HTTP server on a free port of 127.0.0.1, for the running test; gives its origin. */
export async function serveHttp(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${await listen(server)}`;
}

/** A TCP server on a free port of 127.0.0.1, for what no HTTP server would do; gives its origin. */
export async function serveTcp(listener: (socket: Socket) => void): Promise<string> {
  const open = new Set<Socket>();
  const server = createTcpServer((socket) => {
    open.add(socket);
    socket.on("error", () => undefined);
    listener(socket);
  });
  onTestFinished(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  return `http://127.0.0.1:${await listen(server)}`;
}

/** An origin of 127.0.0.1 where nothing listens. */
export async function closedOrigin(): Promise<string> {
  const server = createTcpServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

/** The whole body of a request. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Fetches from a server of a test, which may be asked although it is on this machine. */
export function fetchFrom(url: string, options: Partial<GuardedFetchOptions> = {}) {
  return guardedFetch(url, { allowOrigins: [new URL(url).origin], maxBytes: 1000, totalTimeoutMs: 20_000, ...options });
}

/** What a fetch fails with. */
export async function failureOf(promise: Promise<unknown>): Promise<FetchError> {
  const error = await promise.then(
    () => null,
    (cause: unknown) => cause,
  );
  if (!(error instanceof FetchError)) throw new Error("Expected a FetchError", { cause: error });
  return error;
}
