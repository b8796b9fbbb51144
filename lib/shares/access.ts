import "server-only";
import { cookies } from "next/headers";
import { databaseNow } from "@/lib/database/clock";
import { database } from "@/lib/database/database";
import { privateCookie } from "@/lib/http/private-cookie";
import { AppError } from "@/lib/http/app-error";
import { notFound } from "@/lib/http/route";
import { isSigned, sign } from "@/lib/sessions/instance-secret";
import { shareState } from "@/lib/shares/state";
import { findShareBySlug, type ShareRow } from "@/lib/shares/store";
import { sharePath } from "@/lib/shares/view";

const SLUG = /^[\w-]{1,64}$/;
const PASS_COOKIE = "soundcheck_share";
const PASS_PURPOSE = "password of a share";
const PASS_LIFE_MS = 30 * 24 * 60 * 60 * 1000;

/** What a link leads to for whoever asks now. */
type Access = { readonly state: "missing" } | { readonly state: "gone" } | { readonly state: "locked" | "open"; readonly share: ShareRow };

/** Looks up a link: whether there is such a share, whether it can be opened, and whether who asks has given its password. */
export async function accessShare(slug: string): Promise<Access> {
  const share = SLUG.test(slug) ? await findShareBySlug(database(), slug) : undefined;
  if (share === undefined) return { state: "missing" };
  if (shareState(share, databaseNow()) !== "open") return { state: "gone" };
  return { state: share.password_hash === null || (await hasPass(share)) ? "open" : "locked", share };
}

/** A share that is open to who asks. Throws 404 for a link that is none, 410 for one that has ended, 403 where the password is missing. */
export async function requireOpenShare(slug: string): Promise<ShareRow> {
  const access = await accessShare(slug);
  if (access.state === "open") return access.share;
  if (access.state === "missing") throw notFound();
  if (access.state === "gone") throw new AppError(410, { code: "share_gone", message: "This link has ended." });
  throw new AppError(403, { code: "password_required", message: "This needs the password of the link. Open the link and enter it." });
}

/** Remembers that who asks has given a share's password: for this share, until it ends or the password changes, and for 30 days at most. */
export async function givePass(share: ShareRow): Promise<void> {
  const until = Math.min(databaseNow() + PASS_LIFE_MS, share.expires_at ?? Number.POSITIVE_INFINITY);
  (await cookies()).set(PASS_COOKIE, `${until}.${sign(PASS_PURPOSE, passText(share, String(until)))}`, privateCookie({ expires: until }, sharePath(share.slug)));
}

async function hasPass(share: ShareRow): Promise<boolean> {
  const [until = "", signature = ""] = ((await cookies()).get(PASS_COOKIE)?.value ?? "").split(".");
  return Number(until) > databaseNow() && isSigned(PASS_PURPOSE, passText(share, until), signature);
}

/** The stored hash has a salt of its own: setting even the same password again makes another text. */
function passText(share: ShareRow, until: string): string {
  return `${share.id} ${share.password_hash ?? ""} ${until}`;
}
