import { AppError } from "@/lib/http/app-error";

export type FetchErrorCode =
  | "url_not_allowed"
  | "address_not_allowed"
  | "too_many_redirects"
  | "too_large"
  | "timeout"
  | "connection_failed"
  | "cancelled";

const STATUS: Record<FetchErrorCode, number> = {
  url_not_allowed: 422,
  address_not_allowed: 422,
  too_many_redirects: 502,
  too_large: 413,
  timeout: 504,
  connection_failed: 502,
  cancelled: 499,
};

/** Why an outgoing request failed, and whether the other side may have seen any of it. */
export class FetchError extends AppError {
  declare readonly code: FetchErrorCode;
  /** False only when no byte of any request can have left: the connection (TLS included) was never established. */
  readonly maybeSent: boolean;

  constructor(code: FetchErrorCode, message: string, maybeSent: boolean, cause?: unknown) {
    super(STATUS[code], { code, message }, cause);
    this.name = "FetchError";
    this.maybeSent = maybeSent;
  }
}

const TIMEOUT_CODES = new Set(["UND_ERR_CONNECT_TIMEOUT", "UND_ERR_HEADERS_TIMEOUT", "UND_ERR_BODY_TIMEOUT", "ETIMEDOUT"]);

function codeOf(cause: unknown): string {
  if (cause instanceof AggregateError) return codeOf(cause.errors[0]);
  if (cause instanceof Error && "code" in cause && typeof cause.code === "string") return cause.code;
  return "";
}

function sentenceFor(code: string, host: string, maybeSent: boolean): string {
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return `No server could be found under the name ${host}. Check the address.`;
  if (code === "ECONNREFUSED") return `${host} refused the connection. Check the address, or try again later.`;
  if (/CERT|TLS|SSL|SELF_SIGNED|LEAF_SIGNATURE|ISSUER/.test(code)) return `A secure connection to ${host} could not be made.`;
  if (maybeSent) return `The connection to ${host} broke off. Try again later.`;
  return `${host} could not be reached. Try again later.`;
}

/** What a failure of the connection means. `maybeSent` covers the whole exchange, earlier hops included. */
export function toFetchError(cause: unknown, host: string, maybeSent: boolean): FetchError {
  if (cause instanceof FetchError) return cause.maybeSent || !maybeSent ? cause : new FetchError(cause.code, cause.message, maybeSent, cause.cause);
  const code = codeOf(cause);
  if (TIMEOUT_CODES.has(code)) return new FetchError("timeout", `${host} did not answer in time. Try again later.`, maybeSent, cause);
  return new FetchError("connection_failed", sentenceFor(code, host, maybeSent), maybeSent, cause);
}
