import { connection } from "@/lib/http/connection";

/** The server could not be reached: nothing answered, or a proxy said that nobody does. */
export class NoAnswerError extends Error {
  constructor(cause: unknown) {
    super("The server did not answer. Try again.", { cause });
    this.name = "NoAnswerError";
  }
}

/** The server answered, and not with what was asked for. The message is fit to be shown. */
export class RefusedError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
    this.name = "RefusedError";
  }
}

/** What a proxy answers while the app behind it is away. */
const AWAY = [502, 503, 504];

/**
 * Reads JSON from one of our own routes. Rejects with a NoAnswerError or a RefusedError when the answer is no success, and with the
 * signal's reason when it is stopped. The page's connection learns from it.
 */
export function fetchJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  return exchange(path, signal === undefined ? {} : { signal });
}

/** Sends JSON to one of our own routes and reads its answer; rejects as `fetchJson` does. */
export function postJson<T>(path: string, body: unknown): Promise<T> {
  return exchange(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
}

async function exchange<T>(path: string, init: RequestInit): Promise<T> {
  try {
    const answer = await read<T>(path, init);
    connection.admitted();
    return answer;
  } catch (error) {
    if (error instanceof NoAnswerError) connection.missed();
    else if (error instanceof RefusedError && error.status === 401) connection.refused();
    else if (error instanceof RefusedError) connection.reached();
    throw error;
  }
}

async function read<T>(path: string, init: RequestInit): Promise<T> {
  const noAnswer = (error: unknown): never => {
    throw init.signal?.aborted === true ? error : new NoAnswerError(error);
  };
  const response = await fetch(path, init).catch(noAnswer);
  // A success that breaks off is no answer; anything else may be a proxy's own page.
  const body: unknown = await response.json().catch(response.ok ? noAnswer : () => null);
  if (response.ok) return body as T;
  const problem = (body as { error?: { message?: unknown } } | null)?.error?.message;
  if (typeof problem === "string") throw new RefusedError(response.status, problem);
  if (AWAY.includes(response.status)) return noAnswer(`HTTP ${response.status}`);
  throw new RefusedError(response.status, "The server could not answer. Try again.");
}
