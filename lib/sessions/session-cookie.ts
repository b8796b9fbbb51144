import "server-only";
import { cookies } from "next/headers";
import { privateCookie } from "@/lib/http/private-cookie";
import { sealSession, SESSION_COOKIE, SESSION_SECONDS } from "@/lib/sessions/session";

/** Lets a browser in for 30 days. Only in route handlers, after the access code was found to be right. */
export async function openSession(): Promise<void> {
  (await cookies()).set(SESSION_COOKIE, await sealSession(), privateCookie({ maxAge: SESSION_SECONDS }));
}

/** Forgets that a browser was let in, and nothing of whose things are whose. Only in route handlers. */
export async function closeSession(): Promise<void> {
  (await cookies()).delete(SESSION_COOKIE);
}
