import "server-only";
import { lookup as resolve, type LookupAddress } from "node:dns";
import http, { type ClientRequest, type IncomingMessage } from "node:http";
import https from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { pipeline, type Readable } from "node:stream";
import { isPublicAddress } from "@/lib/http/address-guard";
import { FetchError } from "@/lib/http/guarded-fetch-error";

/** The refusal of a host that is not on the public internet. */
function addressNotAllowed(host: string): FetchError {
  return new FetchError("address_not_allowed", `${host} is not an address on the public internet, so it is not fetched.`, false);
}

/** Resolves a name like dns.lookup, but gives only public addresses, so that the address checked is the one connected to. */
const lookupPublic: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
    if (error) {
      callback(error, []);
      return;
    }
    const addresses = found.filter(({ address }) => isPublicAddress(address));
    const [first] = addresses;
    if (first === undefined) callback(addressNotAllowed(hostname), []);
    else if (options.all === true) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};

export interface ExchangeOptions {
  readonly target: URL;
  readonly method: "GET" | "HEAD" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Readable | undefined;
  /** Whether the address may be private. */
  readonly exempt: boolean;
  readonly connectTimeoutMs: number;
  /** The longest silence while connected. A reader that pauses is no silence of the other side's. */
  readonly idleTimeoutMs: number;
}

/** One request on one connection of its own, and its answer. */
export interface Exchange {
  /** The answer once its headers are there; its body must be read or destroyed. */
  readonly answer: Promise<IncomingMessage>;
  /** Whether the connection (TLS included) was established, after which bytes may have been sent. */
  readonly isConnected: () => boolean;
  /** Closes the connection, and fails what is still awaited or read of it. May be called at any time. */
  readonly destroy: (error?: Error) => void;
}

/** Sends a request, once. Unless the target is exempt, literal and resolved addresses must be public. */
export function startExchange({ target, method, headers, body, exempt, connectTimeoutMs, idleTimeoutMs }: ExchangeOptions): Exchange {
  const host = target.hostname.replace(/^\[|\]$/g, "");
  if (!exempt && isIP(host) !== 0 && !isPublicAddress(host)) throw addressNotAllowed(host);
  const secure = target.protocol === "https:";
  let connected = false;
  let response: IncomingMessage | undefined;

  // Without an agent a request has a connection of its own, and is never sent again on another.
  const request = (secure ? https : http).request(target, { method, headers, agent: false, ...(exempt ? {} : { lookup: lookupPublic }) });
  const destroy = (error?: Error) => {
    response?.destroy(error);
    request.destroy(error);
  };
  request.once("socket", (socket) => {
    const timer = setTimeout(() => destroy(silence(target, connected)), connectTimeoutMs);
    socket.once("close", () => clearTimeout(timer));
    socket.once(secure ? "secureConnect" : "connect", () => {
      clearTimeout(timer);
      connected = true;
      socket.setTimeout(idleTimeoutMs);
      socket.on("timeout", () => {
        if (response?.isPaused() === true) socket.setTimeout(idleTimeoutMs);
        else destroy(silence(target, true));
      });
    });
  });
  const answer = new Promise<IncomingMessage>((resolveAnswer, reject) => {
    request.on("error", reject);
    request.once("response", (received) => {
      response = received;
      resolveAnswer(received);
    });
  });
  send(request, body);
  return { answer, isConnected: () => connected, destroy };
}

function send(request: ClientRequest, body: string | Readable | undefined): void {
  const announced = request.getHeader("content-length");
  // A failure of any of them is the request's "error".
  if (body === undefined || typeof body === "string") request.end(body);
  else if (announced === undefined) pipeline(body, request, () => undefined);
  else pipeline(body, (chunks: AsyncIterable<Buffer>) => exactly(Number(announced), chunks), request, () => undefined);
}

/** Fails when there are not as many bytes as announced: the other side would wait for the rest, or take it for a request. */
async function* exactly(announced: number, chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let given = 0;
  for await (const chunk of chunks) {
    given += chunk.length;
    if (given > announced) break;
    yield chunk;
  }
  if (given !== announced) throw new Error(`The body does not have the ${announced} bytes that were announced.`);
}

function silence({ host }: URL, maybeSent: boolean): FetchError {
  return new FetchError("timeout", `${host} did not answer in time. Try again later.`, maybeSent);
}
