import { describe, expect, test } from "vitest";
import { type Asked, judge } from "./admission";

const stranger = { admitted: false, publicUrl: undefined };
const signedIn = { admitted: true, publicUrl: undefined };
const asked = (method: string, url: string, more: Partial<Asked> = {}): Asked => ({
  method,
  url,
  namesAction: false,
  secFetchSite: undefined,
  origin: undefined,
  host: "sound.example.com",
  ...more,
});

describe("who was not let in", () => {
  test.each(["/sign-in", "/sign-in?return=%2Fhistory", "/_next/static/chunks/a.js", "/icon.svg?1", "/apple-icon?1", "/opengraph-image?1", "/manifest.webmanifest", "/robots.txt", "/s/abc", "/s/abc/embed", "/s/abc/media/audio", "/api/health", "/api/metrics", "/api/handover/a/b/c.mp3", "/local-engine/files/a/b"])(
    "reads %s",
    (url) => {
      expect(judge(asked("GET", url), stranger)).toBe("pass");
      expect(judge(asked("HEAD", url), stranger)).toBe("pass");
    },
  );

  test.each(["/api/sign-in", "/api/sign-out", "/api/callbacks/token", "/local-engine/api/v1/jobs/createTask", "/s/abc/password"])("posts to %s", (url) => {
    expect(judge(asked("POST", url), stranger)).toBe("pass");
    expect(judge(asked("POST", url, { namesAction: true }), stranger)).toBe("signed-out");
  });

  test.each(["/api/tasks", "/api/tasks/a/audio", "/api/events", "/api/rates", "/api/voices", "/api/voices/Rachel/sample", "/api/recordings", "/api/shares"])("is refused %s", (url) => {
    expect(judge(asked("GET", url), stranger)).toBe("signed-out");
    expect(judge(asked("GET", url), signedIn)).toBe("pass");
  });

  test("is led to the sign-in page, and from there back", () => {
    expect(judge(asked("GET", "/"), stranger)).toEqual({ signInAt: "/sign-in" });
    expect(judge(asked("GET", "/tasks/a?t=83.5&_rsc=1x2"), stranger)).toEqual({ signInAt: "/sign-in?return=%2Ftasks%2Fa%3Ft%3D83.5" });
    expect(judge(asked("HEAD", "/history"), stranger)).toEqual({ signInAt: "/sign-in?return=%2Fhistory" });
  });

  test.each(["/", "/history", "/sign-in", "/s/abc", "/s/abc/embed", "/_next/static/a.js", "/api/health", "/api/session", "/api/uploads"])("posts nothing to %s: a page answers every action", (url) => {
    expect(judge(asked("POST", url), stranger)).toBe("signed-out");
    expect(judge(asked("POST", url, { namesAction: true }), stranger)).toBe("signed-out");
  });

  test.each(["PUT", "PATCH", "DELETE", "OPTIONS"])("does not %s", (method) => {
    expect(judge(asked(method, "/api/uploads/a"), stranger)).toBe("signed-out");
    expect(judge(asked(method, "/history"), stranger)).toBe("signed-out");
  });

  test.each([
    ...["/s/../api/tasks", "/s/%2e%2e/api/tasks", "/s/..%2fapi/tasks", "/_next/static/../../api/tasks", "/_next/static/..\\..\\history", "/_next/static/%5c..%5chistory"],
    ...["//s/a", "/s//a", "http://sound.example.com/s/a", "/api/health/../tasks", "/sign-in/../history", "/s", "/sign-in/", "/api/healthy", "/S/abc", "s/a", ""],
  ])("finds no way around it by %j", (url) => {
    expect(judge(asked("GET", url), stranger)).not.toBe("pass");
  });
});

describe("another site", () => {
  const ways: Partial<Asked>[] = [
    { secFetchSite: "cross-site" },
    { secFetchSite: "same-site" },
    { secFetchSite: "cross-site", origin: "https://sound.example.com" },
    { origin: "https://evil.example" },
    { origin: "https://sound.example.com.evil.example" },
    { origin: "https://sound.example.com:8443" },
    { origin: "null" },
  ];

  test.each(ways)("changes nothing, signed in or not (%j)", (way) => {
    for (const who of [signedIn, stranger]) {
      for (const url of ["/", "/api/uploads", "/api/session", "/api/sign-in", "/api/sign-out", "/s/abc/password", "/api/x/../callbacks/a"]) expect(judge(asked("POST", url, way), who)).toBe("another-site");
      expect(judge(asked("PATCH", "/api/uploads/a", way), who)).toBe("another-site");
    }
  });

  test.each(ways)("may link to a page, and the engine may call back (%j)", (way) => {
    expect(judge(asked("GET", "/history", way), signedIn)).toBe("pass");
    expect(judge(asked("POST", "/api/callbacks/token", way), stranger)).toBe("pass");
    expect(judge(asked("POST", "/local-engine/api/v1/jobs/createTask", way), stranger)).toBe("pass");
  });

  test("is told from our own pages, with and without Sec-Fetch-Site, behind a proxy too, and from programs", () => {
    const own: Partial<Asked>[] = [
      { secFetchSite: "same-origin" },
      { secFetchSite: "same-origin", origin: "null" },
      { secFetchSite: "none" },
      { origin: "https://sound.example.com" },
      { origin: "https://public.example.com" },
      {},
    ];
    for (const way of own) expect(judge(asked("POST", "/api/sign-in", way), { admitted: false, publicUrl: "https://public.example.com" })).toBe("pass");
  });
});
