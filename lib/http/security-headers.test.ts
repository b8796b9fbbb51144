import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { allowFraming, withFraming } from "@/lib/http/framing";
import { SANDBOX_POLICY, secureAnswer } from "@/lib/http/security-headers";

interface Case {
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly https?: boolean;
  readonly sent?: Readonly<Record<string, string>>;
  /** The page lets itself be framed. */
  readonly framing?: boolean;
}

/** The headers of an answer to `path` for which the app set `headers`, and the policy that Next.js was shown. */
function answer({ path = "/", headers = { "content-type": "text/html; charset=utf-8" }, https = false, sent = {}, framing = false }: Case) {
  const request = Object.assign(new IncomingMessage(new Socket()), { url: path, headers: { ...sent } });
  const response = new ServerResponse(request);
  withFraming((isFramable) => {
    secureAnswer(request, response, { dev: false, https }, isFramable);
    if (framing) allowFraming();
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.writeHead(200);
  });
  const policyShown = String((request.headers as Record<string, unknown>)["content-security-policy"]);
  return { headers: response.getHeaders() as Record<string, string | undefined>, policyShown };
}

const policyOf = (given: Case) => answer(given).headers["content-security-policy"] ?? "";

describe("a page", () => {
  it("takes scripts and styles with its nonce, which no other page has", () => {
    const { headers, policyShown } = answer({});
    const [, nonce = ""] = /script-src 'self' 'nonce-([\w+/=]{24})' 'strict-dynamic';/.exec(headers["content-security-policy"] ?? "") ?? [];
    expect(headers["content-security-policy"]).toContain(`style-src 'self' 'nonce-${nonce}';`);
    expect(policyShown).toBe(headers["content-security-policy"]);
    expect(headers["content-security-policy"]).not.toMatch(/unsafe|\*|https?:|data:/);
    expect(policyOf({})).not.toContain(nonce);
  });

  it("shows Next.js its own policy, whatever the client sent", () => {
    expect(answer({ sent: { "content-security-policy": "script-src 'nonce-Zm9yZ2Vk'" } }).policyShown).not.toContain("Zm9yZ2Vk");
  });

  it("is told to come by https only where people reach it so", () => {
    expect(answer({}).headers["strict-transport-security"]).toBeUndefined();
    expect(answer({ https: true }).headers["strict-transport-security"]).toBe("max-age=31536000");
  });

  it("has the microphone and no other ability", () => {
    const abilities = (answer({}).headers["permissions-policy"] ?? "").split(", ");
    expect(abilities.filter((ability) => !ability.endsWith("=()"))).toEqual(["microphone=(self)"]);
  });
});

describe("frames", () => {
  it("hold only the player of a share that said so", () => {
    expect(policyOf({ path: "/s/slug/embed?t=3", framing: true })).toContain("frame-ancestors *");
    expect(answer({ path: "/s/slug/embed", framing: true }).headers["x-frame-options"]).toBeUndefined();
    for (const given of [{ path: "/s/slug/embed" }, { path: "/", framing: true }, { path: "/s/slug", framing: true }, { path: "/s/a/b/embed", framing: true }, { path: "/x?/s/slug/embed", framing: true }]) {
      expect(policyOf(given)).toContain("frame-ancestors 'none'");
      expect(answer(given).headers["x-frame-options"]).toBe("DENY");
    }
    expect(policyOf({ path: "/s/slug/embed", framing: true, headers: { "content-type": "image/svg+xml" } })).toBe(SANDBOX_POLICY);
  });

  it("have no microphone", () => {
    expect(answer({ path: "/s/slug/embed", framing: true }).headers["permissions-policy"]).toContain("microphone=()");
  });
});

describe("what is no page", () => {
  it("can do nothing, also without a type", () => {
    for (const headers of [{ "content-type": "image/svg+xml" }, { "content-type": "audio/mpeg" }, { "content-type": "application/xhtml+xml" }, {}]) {
      expect(answer({ headers })["headers"]).toMatchObject({ "content-security-policy": SANDBOX_POLICY, "x-content-type-options": "nosniff" });
    }
  });

  it("is told from a page also where its type comes with the status", () => {
    const policyAt = (type: string) => {
      const request = Object.assign(new IncomingMessage(new Socket()), { url: "/" });
      const response = new ServerResponse(request);
      secureAnswer(request, response, { dev: false, https: false }, () => false);
      response.writeHead(410, { "Content-Type": type });
      return response.getHeader("content-security-policy");
    };
    expect(policyAt("text/html")).toContain("script-src");
    expect(policyAt("text/plain")).toBe(SANDBOX_POLICY);
  });

  it("keeps what its route said", () => {
    const { headers } = answer({ headers: { "content-type": "text/html", "content-security-policy": "sandbox", "referrer-policy": "no-referrer" } });
    expect(headers).toMatchObject({ "content-security-policy": "sandbox", "referrer-policy": "no-referrer" });
  });
});

it("a share tells nobody where its reader came from, and search engines nothing", () => {
  expect(answer({ path: "/s/slug" }).headers).toMatchObject({ "referrer-policy": "no-referrer", "x-robots-tag": "noindex" });
  expect(answer({ path: "/" }).headers).toMatchObject({ "referrer-policy": "same-origin" });
  expect(answer({ path: "/s/slug/opengraph-image-1a", headers: { "content-type": "image/png" } }).headers["cross-origin-resource-policy"]).toBe("cross-origin");
  expect(answer({ path: "/opengraph-image", headers: { "content-type": "image/png" } }).headers["cross-origin-resource-policy"]).toBe("cross-origin");
  expect(answer({ path: "/s/slug/media/audio" }).headers["cross-origin-resource-policy"]).toBe("same-origin");
});
