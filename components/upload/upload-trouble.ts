/** What to do after a request of an upload failed. */
export type Trouble =
  /** The connection or the server is away for a while: try again. */
  | { readonly kind: "lost" }
  /** The server does not have this upload any more: it can only begin again. */
  | { readonly kind: "gone"; readonly message: string }
  /** The server has no room, or does not take so much, or wants the access code first: no new upload now, and the rest of one later. */
  | { readonly kind: "full"; readonly message: string }
  /** The server does not take this file. */
  | { readonly kind: "refused"; readonly message: string };

/** Statuses that pass: slow, offset or lock of an interrupted request not yet settled, too many, and any trouble of the server. */
const PASSING = [408, 409, 423, 425, 429];
const LONGEST_SENTENCE = 300;

/** Judges an answer; `status` is null when none came. `body` is what the server said, a sentence when it is one of ours. */
export function judgeTrouble(status: number | null, body: string): Trouble {
  if (status === 507) return { kind: "full", message: sentenceIn(body) ?? "The server has no room for this file." };
  if ((status === 401 || status === 429) && sentenceIn(body) !== undefined) return { kind: "full", message: body.trim() };
  if (status === null || status === 0 || status >= 500 || PASSING.includes(status)) return { kind: "lost" };
  if (status === 404 || status === 410) return { kind: "gone", message: "The server no longer has this upload." };
  return { kind: "refused", message: sentenceIn(body) ?? `The server does not take this file (${status}).` };
}

function sentenceIn(body: string): string | undefined {
  const said = body.trim();
  return said !== "" && said.length <= LONGEST_SENTENCE && !said.startsWith("<") && !said.startsWith("{") ? said : undefined;
}

const RETRY_SECONDS = [1, 2, 5, 10, 20, 30] as const;

/** How long to wait before trying for the `attempt`th time (from 0) without a byte in between, in milliseconds. It grows to half a minute. */
export function retryDelayMs(attempt: number): number {
  return (RETRY_SECONDS[Math.min(attempt, RETRY_SECONDS.length - 1)] ?? 30) * 1000;
}
