import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

/** What the headers hang on, beside the answer itself. */
export interface HeaderSettings {
  /** People reach the app by https, so that browsers may be told never to come otherwise. */
  readonly https: boolean;
  /** Next.js' development server evaluates code and writes styles into the page. */
  readonly dev: boolean;
}

/** What an answer is, as far as its headers hang on it. */
interface Answered {
  readonly path: string;
  readonly contentType: string;
  readonly nonce: string;
  /** The page said that it may be shown in a frame (`allowFraming`). */
  readonly framable: boolean;
}

const NONCE_BYTES = 16;

/** The pages that may be shown in frames of other sites at all: players of what was shared. */
const EMBED_PATH = /^\/s\/[^/]+\/embed$/;
/** The pictures of links' previews, which other sites show. */
const PREVIEW_PATH = /^(\/s\/[^/]+)?\/opengraph-image[^/]*$/;
const SHARE_PATH = /^\/s\//;

/** Under it nothing runs, loads or is shown, whatever the bytes are taken for: for all that is no page of ours. */
export const SANDBOX_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox";

/** Abilities of the browser that no page has. The microphone is for our own pages, and not for those in frames. */
const NO_PAGE_MAY = ["accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer", "midi", "payment", "publickey-credentials-get", "screen-wake-lock", "serial", "usb", "xr-spatial-tracking"];

/**
 * The Content-Security-Policy of a page: scripts and styles only from our own files or with the page's nonce, connections
 * and media only from here, no frames within, and frames around it only where `framable`.
 */
function pagePolicy(nonce: string, framable: boolean, dev: boolean): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`,
    dev ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self'",
    "font-src 'self'",
    "media-src 'self' blob:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${framable ? "*" : "'none'"}`,
  ].join("; ");
}

/** The headers of an answer, by their names in small letters. What a route has set by itself stays. */
function securityHeaders({ path, contentType, nonce, framable }: Answered, { https, dev }: HeaderSettings): Record<string, string> {
  const embedded = framable && EMBED_PATH.test(path);
  const isPage = contentType.startsWith("text/html");
  return {
    "content-security-policy": isPage ? pagePolicy(nonce, embedded, dev) : SANDBOX_POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": SHARE_PATH.test(path) ? "no-referrer" : "same-origin",
    "permissions-policy": [`microphone=${EMBED_PATH.test(path) ? "()" : "(self)"}`, ...NO_PAGE_MAY.map((ability) => `${ability}=()`)].join(", "),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": PREVIEW_PATH.test(path) ? "cross-origin" : "same-origin",
    ...(embedded ? {} : { "x-frame-options": "DENY" }),
    ...(SHARE_PATH.test(path) ? { "x-robots-tag": "noindex" } : {}),
    ...(https ? { "strict-transport-security": "max-age=31536000" } : {}),
  };
}

/**
 * Gives every answer of the server its security headers: pages, files, errors alike. Next.js reads the nonce for its own
 * scripts from the policy on the request. Called before the request is handled; `isFramable` is asked when the answer begins.
 */
export function secureAnswer(request: IncomingMessage, response: ServerResponse, settings: HeaderSettings, isFramable: () => boolean): void {
  const nonce = randomBytes(NONCE_BYTES).toString("base64");
  const path = (request.url ?? "").split("?")[0] ?? "";
  request.headers["content-security-policy"] = pagePolicy(nonce, false, settings.dev);
  const writeHead = response.writeHead.bind(response);
  response.writeHead = (...head: unknown[]) => {
    const contentType = contentTypeOf(response, head.at(-1));
    const headers = securityHeaders({ path, contentType, nonce, framable: isFramable() }, settings);
    for (const [name, value] of Object.entries(headers)) if (!response.hasHeader(name)) response.setHeader(name, value);
    return Reflect.apply(writeHead, response, head) as ServerResponse;
  };
}

/** The type of an answer, in small letters: as `writeHead` is given it last, where its headers are an object, or as it was set. */
function contentTypeOf(response: ServerResponse, last: unknown): string {
  const given = typeof last === "object" && last !== null ? Object.entries(last as Record<string, unknown>) : [];
  const type = given.find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? response.getHeader("content-type");
  return typeof type === "string" ? type.toLowerCase() : "";
}
