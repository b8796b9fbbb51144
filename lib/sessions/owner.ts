import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { cookies } from "next/headers";
import { env } from "@/lib/env";

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

/** Who is asking, made known by a cookie at the first action and for 400 more days at each one. Only in actions and route handlers. */
export async function ensureOwner(): Promise<Owner> {
  const jar = await cookies();
  const present = jar.get(COOKIE_NAME)?.value;
  const value = present !== undefined && COOKIE_VALUE.test(present) ? present : randomBytes(32).toString("base64url");
  jar.set(COOKIE_NAME, value, {
    httpOnly: true,
    sameSite: "lax",
    secure: env().publicUrl?.startsWith("https://") ?? false,
    path: "/",
    maxAge: COOKIE_DAYS * 24 * 60 * 60,
  });
  return toOwner(value);
}

function toOwner(value: string): Owner {
  return { id: createHash("sha256").update(value).digest("hex") };
}
