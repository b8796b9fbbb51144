import "server-only";
import type { Readable } from "node:stream";
import { boundedBody, tooLarge } from "@/lib/http/guarded-fetch-body";
import { type Exchange, startExchange } from "@/lib/http/guarded-fetch-exchange";
import { FetchError, toFetchError } from "@/lib/http/guarded-fetch-error";

export interface GuardedFetchOptions {
  /** GET when absent. Redirects are followed for GET and HEAD only; other methods get the 3xx answer itself. */
  readonly method?: "GET" | "HEAD" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Readable;
  /** Exact origins that may have a private address. */
  readonly allowOrigins: readonly string[];
  /** The most that the answer's body may hold. */
  readonly maxBytes: number;
  /** From the first look-up to the last byte, redirects included. */
  readonly totalTimeoutMs: number;
  readonly connectTimeoutMs?: number;
  /** The longest silence while the request's body is taken, the answer is awaited, or its body is read. */
  readonly idleTimeoutMs?: number;
  readonly maxRedirects?: number;
  readonly signal?: AbortSignal;
}

export interface GuardedResponse {
  readonly status: number;
  /** Where the answer came from, after redirects. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Fails with a FetchError when it is over `maxBytes`, stalls or breaks off. Ending or destroying it releases the connection. */
  readonly body: Readable;
  /** The whole body as UTF-8. Fails as `body` does. */
  text(): Promise<string>;
  /** Releases the connection of an answer that is not read to its end. May be called at any time. */
  dispose(): void;
}

const DEFAULT_CONNECT_TIMEOUT_MS = 10_000;
const DEFAULT_IDLE_TIMEOUT_MS = 30_000;
const DEFAULT_MAX_REDIRECTS = 5;
const REDIRECT_STATUSES = new Set([301, 302, 303, 307, 308]);
const CREDENTIAL_HEADERS = new Set(["authorization", "cookie", "proxy-authorization"]);

/** What is open for the request on its way: one exchange at a time, and what ends it early. */
interface Progress {
  exchange: Exchange | null;
  /** Any byte of an earlier hop may have been sent. */
  earlierHopSent: boolean;
  failure: FetchError | null;
}

function parseUrl(url: string, base?: string): URL {
  const parsed = URL.canParse(url, base) ? new URL(url, base) : null;
  if (parsed === null || (parsed.protocol !== "http:" && parsed.protocol !== "https:")) {
    throw new FetchError("url_not_allowed", "Only addresses that begin with http:// or https:// can be fetched.", base !== undefined);
  }
  if (parsed.username !== "" || parsed.password !== "") {
    throw new FetchError("url_not_allowed", "Addresses with a user name or password in them are not fetched.", base !== undefined);
  }
  return parsed;
}

function withoutCredentials(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !CREDENTIAL_HEADERS.has(name.toLowerCase())));
}

function singleValues(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const entries = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value.join(", ") : value] as const],
  );
  return Object.fromEntries(entries);
}

/**
 * Fetches a URL that somebody else chose, or one of ours, without reaching into private networks and without waiting
 * or reading for ever. Every hop gets a connection of its own, is checked at the address connected to, and never
 * carries credentials to another origin. Resolves when the answer's headers are there, whatever its status;
 * throws FetchError. Never sends a request twice.
 */
export async function guardedFetch(url: string, options: GuardedFetchOptions): Promise<GuardedResponse> {
  const progress: Progress = { exchange: null, earlierHopSent: false, failure: null };
  const maybeSent = () => progress.earlierHopSent || (progress.exchange?.isConnected() ?? false);
  const fail = (failure: FetchError) => {
    progress.failure ??= failure;
    progress.exchange?.destroy(progress.failure);
  };
  const translateFrom = (host: string) => (cause: unknown) => progress.failure ?? toFetchError(cause, host, maybeSent());
  const timer = setTimeout(() => fail(new FetchError("timeout", "The other side took too long to answer. Try again later.", maybeSent())), options.totalTimeoutMs);
  const onAbort = () => fail(new FetchError("cancelled", "The request was cancelled.", maybeSent(), options.signal?.reason));
  options.signal?.addEventListener("abort", onAbort, { once: true });
  const release = () => {
    clearTimeout(timer);
    options.signal?.removeEventListener("abort", onAbort);
    progress.exchange?.destroy();
  };

  let host = "";
  try {
    if (options.signal?.aborted === true) onAbort();
    let target = parseUrl(url);
    let headers: Readonly<Record<string, string>> = options.headers ?? {};
    for (let redirects = 0; ; redirects += 1) {
      host = target.host;
      const answer = await sendOnce(progress, target, headers, options);
      const location = answer.headers["location"];
      const method = options.method ?? "GET";
      if (method === "POST" || location === undefined || !REDIRECT_STATUSES.has(answer.status)) {
        return openResponse(answer, target, options, translateFrom(host), release);
      }
      if (redirects >= (options.maxRedirects ?? DEFAULT_MAX_REDIRECTS)) {
        throw new FetchError("too_many_redirects", `${host} redirects too often.`, true);
      }
      progress.exchange?.destroy();
      progress.earlierHopSent = true;
      const next = parseUrl(location, target.href);
      if (next.origin !== target.origin) headers = withoutCredentials(headers);
      target = next;
    }
  } catch (cause) {
    release();
    throw translateFrom(host)(cause);
  }
}

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly raw: Readable;
}

async function sendOnce(progress: Progress, target: URL, headers: Readonly<Record<string, string>>, options: GuardedFetchOptions): Promise<Answer> {
  if (progress.failure !== null) throw progress.failure;
  progress.exchange = startExchange({
    target,
    method: options.method ?? "GET",
    // Compressed bytes would escape the limit on size, and this client does not decompress.
    headers: { "accept-encoding": "identity", ...headers },
    body: options.body,
    exempt: options.allowOrigins.includes(target.origin),
    connectTimeoutMs: options.connectTimeoutMs ?? DEFAULT_CONNECT_TIMEOUT_MS,
    idleTimeoutMs: options.idleTimeoutMs ?? DEFAULT_IDLE_TIMEOUT_MS,
  });
  const raw = await progress.exchange.answer;
  return { status: raw.statusCode ?? 0, headers: singleValues(raw.headers), raw };
}

function openResponse(answer: Answer, target: URL, options: GuardedFetchOptions, translate: (cause: unknown) => FetchError, release: () => void): GuardedResponse {
  const declaredBytes = options.method === "HEAD" ? 0 : Number(answer.headers["content-length"] ?? 0);
  if (declaredBytes > options.maxBytes) throw tooLarge(options.maxBytes);
  const body = boundedBody(answer.raw, { maxBytes: options.maxBytes, translate, release });
  return {
    status: answer.status,
    url: target.href,
    headers: answer.headers,
    body,
    text: async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of body as AsyncIterable<Buffer>) chunks.push(chunk);
      return new TextDecoder().decode(Buffer.concat(chunks));
    },
    dispose: () => body.destroy(),
  };
}
