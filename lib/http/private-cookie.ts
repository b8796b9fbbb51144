import "server-only";
import { env } from "@/lib/env";

/** How long a cookie is kept: for so many seconds, or until a moment (Unix ms). */
type CookieLife = { readonly maxAge: number } | { readonly expires: number };

/** The attributes of all cookies of ours: no script reads them, other sites' forms do not bring them, and under https they stay there. */
export function privateCookie<Life extends CookieLife>(life: Life, path = "/") {
  return { httpOnly: true, sameSite: "lax", secure: env().publicUrl?.startsWith("https://") ?? false, path, ...life } as const;
}
