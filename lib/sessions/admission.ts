import { isFromAnotherSite, type SenderHeaders } from "@/lib/http/same-origin";
import { SIGN_IN_PATH } from "@/lib/http/sign-in-paths";

/** What the gate sees of a request. */
export interface Asked extends SenderHeaders {
  readonly method: string;
  /** The request's target as it came, with its query. */
  readonly url: string;
  /** Whether it names a server action (the header `next-action`). */
  readonly namesAction: boolean;
}

/** What the gate does with a request. */
export type Verdict = "pass" | "another-site" | "signed-out" | { readonly signInAt: string };

/** Read by everybody: what checks for itself whom it answers, and what a browser needs to show that. */
const OPEN_TO_READ = [/^\/sign-in$/, /^\/_next\/static\//, /^\/(icon\.svg|apple-icon|opengraph-image|manifest\.webmanifest|robots\.txt)$/, /^\/s\//, /^\/api\/(health|metrics)$/, /^\/api\/handover\//, /^\/local-engine\//];
/** Posted to by everybody. No pages: a page answers a server action that is posted to it, whichever page that is of. */
const OPEN_TO_POST = [/^\/api\/sign-(in|out)$/, /^\/s\/[^/]+\/password$/, /^\/api\/callbacks\//, /^\/local-engine\//];
/** Called by programs that come from elsewhere, with a secret of their own. */
const FROM_ELSEWHERE = [/^\/api\/callbacks\//, /^\/local-engine\//];

/**
 * What becomes of a request: everything is refused to who was not let in but what is listed here, and nothing that another site sent may
 * change anything. A path in any other spelling than its own (dots, double slashes, percent signs for what needs none) is on no list.
 */
export function judge(asked: Asked, { admitted, publicUrl }: { admitted: boolean; publicUrl: string | undefined }): Verdict {
  const reads = ["GET", "HEAD", "OPTIONS"].includes(asked.method);
  const path = plainPath(asked.url);
  const isOn = (list: readonly RegExp[]) => path !== null && list.some((pattern) => pattern.test(path));
  if (!reads && !isOn(FROM_ELSEWHERE) && isFromAnotherSite(asked, publicUrl)) return "another-site";
  if (admitted || (!asked.namesAction && isOn(reads ? OPEN_TO_READ : asked.method === "POST" ? OPEN_TO_POST : []))) return "pass";
  const isPage = reads && asked.method !== "OPTIONS" && !/^\/(api|local-engine)\//.test(asked.url);
  return isPage ? { signInAt: signInAt(asked.url) } : "signed-out";
}

/** A path as the app's routes spell it; null for any other spelling of one. */
function plainPath(url: string): string | null {
  const path = url.split("?")[0] ?? "";
  const isPlain = path.startsWith("/") && !/\/\/|\\|%2f|%5c|%2e/i.test(path) && URL.canParse(path, "http://own.invalid") && new URL(path, "http://own.invalid").pathname === path;
  return isPlain ? path : null;
}

/** The sign-in page that leads back to where somebody wanted to go. */
function signInAt(url: string): string {
  const [path = "", query = ""] = url.split("?");
  const wanted = new URLSearchParams(query);
  // Added by the page's program to what it reads.
  wanted.delete("_rsc");
  const back = wanted.size === 0 ? path : `${path}?${wanted.toString()}`;
  return back === "/" ? SIGN_IN_PATH : `${SIGN_IN_PATH}?${new URLSearchParams({ return: back }).toString()}`;
}
