import { createHash, randomBytes } from "node:crypto";

const PATH = "/api/callbacks/";

/** A token that cannot be guessed, for one createTask; only its hash is stored. */
export function newCallbackToken(): string {
  return randomBytes(32).toString("base64url");
}

/** What the database knows a token by. */
export function hashCallbackToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** The address that the engine is told to call. */
export function callbackUrl(baseUrl: string, token: string): string {
  return `${baseUrl}${PATH}${token}`;
}

/** The token in a callback address; undefined when it is not one of ours. */
export function tokenOfCallbackUrl(url: string): string | undefined {
  const at = url.indexOf(PATH);
  return at === -1 ? undefined : url.slice(at + PATH.length);
}
