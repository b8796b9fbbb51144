import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import next from "next";
import { DataDirectoryError, lockDataDirectory } from "@/lib/database/data-directory-lock";
import { databaseStartProblem } from "@/lib/database/start-problem";
import { env, EnvError } from "@/lib/env";
import { readClientAddress } from "@/lib/http/client-address";
import { restoreContentLength } from "@/lib/http/content-length";
import { withFraming } from "@/lib/http/framing";
import { applyPageStatus } from "@/lib/http/page-status";
import { withRequestFacts } from "@/lib/http/request-facts";
import { withRequestLog } from "@/lib/http/request-log";
import { secureAnswer } from "@/lib/http/security-headers";
import { storageProblem } from "@/lib/http/storage-problem";
import { hasReadablePath, refuseUnread } from "@/lib/http/unread-request";
import { onShutdown, shutDown } from "@/lib/lifetime";
import { localEngineToken, localEngineTokenFile } from "@/lib/local-engine/token";
import { passesGate } from "@/lib/sessions/gate";
import { hasSession } from "@/lib/sessions/session";
import { untilStarted } from "@/lib/startup";
import { requireRightBucket } from "@/lib/storage/health";

const SHUTDOWN_LIMIT_MS = 5_000;
/** What has not ended by then is handed to the next life of the process. */
const FINISH_LIMIT_MS = 3_500;
/** How long a request has for its answer when the process is to end. */
const ANSWER_LIMIT_MS = 3_000;
/** Longer than proxies keep a connection that is not used (nginx: 60 s): one that we end first can swallow the request that was just sent on it. */
const IDLE_LIMIT_MS = 75_000;

/** The log reads the settings when it is loaded: not before they were found to be right. */
const loadLog = async () => (await import("@/lib/log")).log;

try {
  await serve();
} catch (error) {
  const known = error instanceof EnvError || error instanceof DataDirectoryError ? error.message : databaseStartProblem(error, env().databaseUrl);
  if (known !== undefined) {
    process.stderr.write(`Soundcheck cannot start.\n${known}\n`);
  } else if (storageProblem(error) !== undefined) {
    process.stderr.write(`Soundcheck cannot start.\nDATA_DIR: ${env().dataDir} cannot be written (${(error as Error).message})\n`);
  } else {
    (await loadLog()).fatal({ err: error }, "start failed");
  }
  process.exit(1);
}

/** Starts the web server, and ends it in order on SIGINT or SIGTERM. */
async function serve(): Promise<void> {
  const { host, port, dataDir, loopbackUrl, engine, publicUrl } = env();
  const log = await loadLog();
  const dev = process.argv.includes("--dev");
  const headers = { dev, https: publicUrl?.startsWith("https://") ?? false };
  const lock = lockDataDirectory(dataDir);
  onShutdown("close", "data directory lock", lock.release);

  await requireRightBucket();

  const server = createServer({ keepAliveTimeout: IDLE_LIMIT_MS });
  const app = next({ dev, hostname: host, port, httpServer: server });
  // Requests that come while Next.js prepares wait for it instead of being dropped.
  let markPrepared = () => {};
  const prepared = new Promise<void>((resolve) => (markPrepared = resolve));
  server.on("request", (request, response) => {
    restoreContentLength(response);
    // A connection kept for a next request would hold up the end until it times out.
    response.once("close", () => {
      if (!server.listening) request.socket.end();
    });
    withFraming((isFramable) => {
      secureAnswer(request, response, headers, isFramable);
      withRequestLog(log, request, response, (isReached) => {
        if (!hasReadablePath(request)) {
          response.writeHead(400).end();
          return;
        }
        void admit(request, response, () => {
          refuseUnread(request, response, isReached);
          applyPageStatus(response);
          void prepared.then(() => app.getRequestHandler()(request, response));
        });
      });
    });
  });
  const listening = new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(listenProblem(error, host, port)));
    server.listen(port, host, resolve);
  });
  await listening;
  await Promise.all([app.prepare(), untilStarted()]);
  markPrepared();

  onShutdown("stop", "connections", () => {
    server.close();
  });
  onShutdown("finish", "requests", () => untilAnswered(server));
  let stopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, "stopping");
    setTimeout(() => process.exit(1), SHUTDOWN_LIMIT_MS).unref();
    const report = (name: string, error: unknown) => log.error({ err: error, name }, "close failed");
    void shutDown({ limitMs: FINISH_LIMIT_MS, report }).then(() => process.exit(0));
  };
  // Not once: a library that listens too kills the process when it finds itself alone.
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  if (engine === "local") {
    localEngineToken();
    process.stdout.write(
      `The local engine speaks. Other kie clients reach it at ${loopbackUrl}/local-engine with the token in ${localEngineTokenFile()}\n`,
    );
  }
  process.stdout.write(`Soundcheck is ready at ${loopbackUrl}\n`);
}

/** Lets a request go on to `handle` when it may, knowing where it comes from. */
async function admit(request: IncomingMessage, response: ServerResponse, handle: () => void): Promise<void> {
  const forwardedFor = request.headers["x-forwarded-for"];
  const address = readClientAddress(request.socket.remoteAddress, typeof forwardedFor === "string" ? forwardedFor : forwardedFor?.join(), env().trustedProxies);
  const admitted = await hasSession(request.headers.cookie);
  if (passesGate(request, response, admitted)) withRequestFacts({ address, admitted, response }, handle);
}

/** Waits until the requests that still run are answered; those that take longer are broken off. */
async function untilAnswered(server: Server): Promise<void> {
  const timer = setTimeout(() => server.closeAllConnections(), ANSWER_LIMIT_MS);
  server.closeIdleConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  clearTimeout(timer);
}

function listenProblem({ code, message }: NodeJS.ErrnoException, host: string, port: number): EnvError {
  if (code === "EADDRINUSE") return new EnvError(`PORT: ${port} on ${host} is in use. Stop what uses it, or set PORT to another number.`);
  if (code === "EACCES") return new EnvError(`PORT: this user may not listen on ${port}. Set PORT to a number from 1024 up.`);
  return new EnvError(`HOST: ${host} cannot be listened on (${message}). Set HOST to an address of this machine.`);
}
