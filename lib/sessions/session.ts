import "server-only";
import { timingSafeEqual } from "node:crypto";
import { sealData, unsealData } from "iron-session";
import { cookies } from "next/headers";
import { env } from "@/lib/env";
import { sign } from "@/lib/sessions/instance-secret";

const COOKIE_NAME = "soundcheck_session";
const LIFE_SECONDS = 30 * 24 * 60 * 60;

interface Session {
  readonly signedInAt?: number;
}

/** A seal's key is made of the access code too: with another code no seal of before can be opened. */
const seal = (accessCode: string) => ({ password: sign("session", accessCode), ttl: LIFE_SECONDS });

/** Whether a request with this Cookie header comes from somebody who was let in; without an access code that is everybody. */
export async function hasSession(cookieHeader: string | undefined): Promise<boolean> {
  const { accessCode } = env();
  if (accessCode === undefined) return true;
  const prefix = `${COOKIE_NAME}=`;
  const value = cookieHeader?.split(/; */).find((cookie) => cookie.startsWith(prefix));
  if (value === undefined) return false;
  // What cannot be opened was not sealed here, or not with this code.
  const session = await unsealData<Session>(value.slice(prefix.length), seal(accessCode)).catch((): Session => ({}));
  return session.signedInAt !== undefined;
}

/** Lets a browser in for 30 days. Only in route handlers, after the access code was found to be right. */
export async function openSession(): Promise<void> {
  const session: Session = { signedInAt: Date.now() };
  (await cookies()).set(COOKIE_NAME, await sealData(session, seal(env().accessCode ?? "")), {
    httpOnly: true,
    sameSite: "lax",
    secure: env().publicUrl?.startsWith("https://") ?? false,
    path: "/",
    maxAge: LIFE_SECONDS,
  });
}

/** Forgets that a browser was let in, and nothing of whose things are whose. Only in route handlers. */
export async function closeSession(): Promise<void> {
  (await cookies()).delete(COOKIE_NAME);
}

/** Whether this is the access code; compared in constant time, whatever its length. False where none is set. */
export function isAccessCode(given: string): boolean {
  const { accessCode } = env();
  if (accessCode === undefined) return false;
  return timingSafeEqual(Buffer.from(sign("access code", given.trim())), Buffer.from(sign("access code", accessCode)));
}
