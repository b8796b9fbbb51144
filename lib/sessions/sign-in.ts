import "server-only";
import { AppError, type TooMuchError } from "@/lib/http/app-error";
import { isAdmitted } from "@/lib/http/request-facts";
import { SESSION_ENDED } from "@/lib/http/session-ended";
import { env } from "@/lib/env";
import { attempt, slowedNow } from "@/lib/limits/attempts";
import { isAccessCode } from "@/lib/sessions/session";

const WHAT = "sign-in";

/** Whether a code is the access code. Throws `TooMuchError` when there were too many wrong ones. */
export function signInAttempt(code: string): Promise<boolean> {
  return attempt(WHAT, () => isAccessCode(code));
}

/** Why no code is looked at now; undefined when one would be. */
export function signInSlowed(): Promise<TooMuchError | undefined> {
  return slowedNow(WHAT);
}

/**
 * Lets a program in that sends the access code as its bearer token, or a browser that is signed in. Throws 401 for anybody else, and
 * `TooMuchError` after too many wrong codes.
 */
export async function requireBearer(request: Request): Promise<void> {
  if (env().accessCode === undefined || isAdmitted()) return;
  const [, code] = /^Bearer (.+)$/i.exec(request.headers.get("authorization") ?? "") ?? [];
  if (code === undefined || !(await signInAttempt(code))) throw new AppError(401, SESSION_ENDED);
}
