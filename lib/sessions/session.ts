import "server-only";
import { timingSafeEqual } from "node:crypto";
import { sealData, unsealData } from "iron-session";
import { env } from "@/lib/env";
import { sign } from "@/lib/sessions/instance-secret";

/** The cookie that holds a session, and for how long. */
export const SESSION_COOKIE = "soundcheck_session";
export const SESSION_SECONDS = 30 * 24 * 60 * 60;

interface Session {
  readonly signedInAt?: number;
}

/** A seal's key is made of the access code too: with another code no seal of before can be opened. */
const seal = (accessCode: string) => ({ password: sign("session", accessCode), ttl: SESSION_SECONDS });

/** Whether a request with this Cookie header comes from somebody who was let in; without an access code that is everybody. */
export async function hasSession(cookieHeader: string | undefined): Promise<boolean> {
  const { accessCode } = env();
  if (accessCode === undefined) return true;
  const prefix = `${SESSION_COOKIE}=`;
  const value = cookieHeader?.split(/; */).find((cookie) => cookie.startsWith(prefix));
  if (value === undefined) return false;
  // What cannot be opened was not sealed here, or not with this code.
  const session = await unsealData<Session>(value.slice(prefix.length), seal(accessCode)).catch((): Session => ({}));
  return session.signedInAt !== undefined;
}

/** A new session, sealed: to be given to who gave the access code. */
export function sealSession(): Promise<string> {
  const session: Session = { signedInAt: Date.now() };
  return sealData(session, seal(env().accessCode ?? ""));
}

/** Whether this is the access code; compared in constant time, whatever its length. False where none is set. */
export function isAccessCode(given: string): boolean {
  const { accessCode } = env();
  if (accessCode === undefined) return false;
  return timingSafeEqual(Buffer.from(sign("access code", given.trim())), Buffer.from(sign("access code", accessCode)));
}
