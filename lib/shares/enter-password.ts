import "server-only";
import { AppError } from "@/lib/http/app-error";
import { attempt, slowedNow } from "@/lib/limits/attempts";
import { accessShare, givePass, requireOpenShare } from "@/lib/shares/access";
import { isPassword } from "@/lib/shares/password";
import { sharePath } from "@/lib/shares/view";
import { SHARE_PASSWORD_MAX_LENGTH } from "@/lib/shares/schema";

/** A moment or a stretch that a link points at, as its page writes it. */
const MOMENT = /^\?t=\d{1,9}(\.\d{1,3})?(,\d{1,9}(\.\d{1,3})?)?$/;

/**
 * Tries a password for a share and gives the path to go on to, on the share's own page: `from` gives no more of it than the moment it
 * points at. Wrong ones are slowed by the client's address and over all. Throws 404 and 410 as `requireOpenShare` does.
 */
export async function enterPassword(slug: string, { password, from }: { password: string; from: string }): Promise<string> {
  const access = await accessShare(slug);
  if (access.state !== "locked") {
    await requireOpenShare(slug);
    return pathBack(slug, from, null);
  }
  const { share } = access;
  const isRight = () => password.length <= SHARE_PASSWORD_MAX_LENGTH && isPassword(password, share.password_hash ?? "");
  try {
    if (!(await attempt(attemptsAt(share), isRight))) return pathBack(slug, from, "wrong");
  } catch (error) {
    if (error instanceof AppError && error.status === 429) return pathBack(slug, from, "later");
    throw error;
  }
  await givePass(share);
  return pathBack(slug, from, null);
}

/** Why no password would be looked at now, with when to try again; null where one would be, or none is asked for. */
export async function passwordSlowed(slug: string): Promise<string | null> {
  const access = await accessShare(slug);
  return access.state === "locked" ? ((await slowedNow(attemptsAt(access.share)))?.message ?? null) : null;
}

function attemptsAt({ id }: { readonly id: string }): string {
  return `share ${id}`;
}

function pathBack(slug: string, from: string, outcome: "wrong" | "later" | null): string {
  const query = from.slice(from.indexOf("?"));
  const moment = MOMENT.test(query) ? query : "";
  if (outcome === null) return `${sharePath(slug)}${moment}`;
  return `${sharePath(slug)}${moment === "" ? "?" : `${moment}&`}password=${outcome}`;
}
