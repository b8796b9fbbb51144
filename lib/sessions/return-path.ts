const START = "/";
const OWN = "http://own.invalid";

/**
 * Where to go after signing in: `wanted` when it is a path of our own pages, else the first page. Refused are other hosts in all
 * spellings that a browser reads as one (`//host`, `/\host`, with tabs, dots or percent signs in between), and what is no page.
 */
export function safeReturnPath(wanted: string | null | undefined): string {
  if (wanted == null || !isOwnPath(wanted)) return START;
  const { pathname, search, hash } = new URL(wanted, OWN);
  const isPage = !pathname.startsWith("/api/") && !pathname.startsWith("/_next/") && pathname !== "/sign-in";
  return isPage ? `${pathname}${search}${hash}` : START;
}

function isOwnPath(wanted: string): boolean {
  const path = wanted.split(/[?#]/)[0] ?? "";
  const decoded = decode(path);
  return decoded !== null && [path, decoded].every((text) => /^\/(?![/\\])/.test(text) && !/\\|\/\/|[\u0000-\u0020\u007f]|(^|\/)\.{1,2}(\/|$)/.test(text)) && isOwnUrl(wanted);
}

function isOwnUrl(wanted: string): boolean {
  return URL.canParse(wanted, OWN) && new URL(wanted, OWN).origin === OWN;
}

function decode(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
