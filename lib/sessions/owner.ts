import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { cookies } from "next/headers";
import { privateCookie } from "@/lib/http/private-cookie";
import { AppError } from "@/lib/http/app-error";

const COOKIE_NAME = "soundcheck_owner";
const COOKIE_DAYS = 400;
const COOKIE_VALUE = /^[A-Za-z0-9_-]{43}$/;

/** Somebody who makes things here. The id is the hash of the cookie, so that the database does not hold the key to it. */
export interface Owner {
  readonly id: string;
}

/** Who is asking; undefined when nothing was made from this browser yet. */
export async function readOwner(): Promise<Owner | undefined> {
  const value = (await cookies()).get(COOKIE_NAME)?.value;
  return value !== undefined && COOKIE_VALUE.test(value) ? toOwner(value) : undefined;
}

/**
 * Who is asking, made known by a cookie when nothing was made from this browser yet. A cookie that is there is left alone: an
 * action that sets one renders its whole page again, and breaks that page when its answer is cut off. Only in actions and
 * route handlers.
 */
export async function ensureOwner(): Promise<Owner> {
  const present = await readOwner();
  if (present !== undefined) return present;
  const value = randomBytes(32).toString("base64url");
  await setCookie(value);
  return toOwner(value);
}

/**
 * Makes a browser known by a key that it made itself, so that it can say the same again when the answer was lost or the cookie did not
 * reach its disk. A cookie that is there is left alone; says whether it was. Only in route handlers.
 */
export async function adoptOwner(key: string): Promise<{ wasKnown: boolean }> {
  if (!COOKIE_VALUE.test(key)) throw new AppError(400, { code: "invalid", message: "This is no key of a browser." });
  const wasKnown = (await readOwner()) !== undefined;
  if (!wasKnown) await setCookie(key);
  return { wasKnown };
}

/** Who is asking, whose cookie then lives for 400 more days; undefined when nothing was made from this browser yet. Only in route handlers. */
export async function renewOwner(): Promise<Owner | undefined> {
  const owner = await readOwner();
  if (owner !== undefined) await setCookie((await cookies()).get(COOKIE_NAME)?.value ?? "");
  return owner;
}

async function setCookie(value: string): Promise<void> {
  (await cookies()).set(COOKIE_NAME, value, privateCookie({ maxAge: COOKIE_DAYS * 24 * 60 * 60 }));
}

function toOwner(value: string): Owner {
  return { id: createHash("sha256").update(value).digest("hex") };
}
