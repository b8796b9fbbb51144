import "server-only";
import { cookies } from "next/headers";
import { privateCookie } from "@/lib/http/private-cookie";
import { parseTheme, type Theme } from "@/lib/theme/theme";

const COOKIE_NAME = "soundcheck_theme";
const COOKIE_DAYS = 400;

/** How the reader who asks has the pages; by the system when they have chosen nothing. */
export async function readTheme(): Promise<Theme> {
  return parseTheme((await cookies()).get(COOKIE_NAME)?.value) ?? "system";
}

/** Keeps a reader's choice; that of the system's is the absence of one. Only in route handlers. */
export async function keepTheme(theme: Theme): Promise<void> {
  const jar = await cookies();
  if (theme === "system") jar.delete(COOKIE_NAME);
  else jar.set(COOKIE_NAME, theme, privateCookie({ maxAge: COOKIE_DAYS * 24 * 60 * 60 }));
}
