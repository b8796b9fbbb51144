import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";

/** The session as it is in one life of a process: settings are read once. */
async function life(settings: Record<string, string>) {
  vi.resetModules();
  for (const [name, value] of Object.entries({ LOG_LEVEL: "silent", SESSION_SECRET: "s".repeat(32), ...settings })) vi.stubEnv(name, value);
  const jar = new Map<string, { value: string; options: Record<string, unknown> }>();
  vi.doMock("next/headers", () => ({
    cookies: () => Promise.resolve({ set: (name: string, value: string, options: Record<string, unknown>) => jar.set(name, { value, options }), delete: (name: string) => jar.delete(name) }),
  }));
  const session = await import("./session");
  const { openSession } = await import("./session-cookie");
  const { passesGate } = await import("./gate");
  return {
    ...session,
    passesGate,
    /** Signs in; gives the cookie and how it was set. */
    signIn: async () => {
      await openSession();
      const [[name, { value, options }] = ["", { value: "", options: {} }]] = jar;
      return { name, value, header: `${name}=${value}`, options };
    },
    jar,
  };
}

afterEach(() => vi.unstubAllEnvs());

describe("a session", () => {
  test("is sealed, and its cookie is for the server alone", async () => {
    const { hasSession, signIn } = await life({ ACCESS_CODE: "let me in" });
    const { header, value, options } = await signIn();
    expect(await hasSession(`a=b; ${header}; c=d`)).toBe(true);
    expect(options).toMatchObject({ httpOnly: true, sameSite: "lax", secure: false, path: "/" });
    expect(value).not.toContain("let me in");
    expect(value).toMatch(/^Fe26\.2\*/);
  });

  test("is sent over https alone where that is the public address", async () => {
    const { signIn } = await life({ ACCESS_CODE: "let me in", PUBLIC_URL: "https://sound.example.com" });
    expect((await signIn()).options).toMatchObject({ secure: true });
  });

  test("cannot be made up, and one that is spoilt is none", async () => {
    const { hasSession, signIn } = await life({ ACCESS_CODE: "let me in" });
    const { name, value } = await signIn();
    const changedAt = (index: number) => `${value.slice(0, index)}${value[index] === "A" ? "B" : "A"}${value.slice(index + 1)}`;
    const places = [0, 6, 10, 40, 90, 150, Math.floor(value.length / 2), value.length - 20];
    const spoilt = [...places.map(changedAt), value.slice(0, -10), value.slice(1), value.replace("*", "**"), "", "Fe26.2*1*a*b*c*1*d*e~2", "{}", "%", "a".repeat(10_000)];
    for (const wrong of spoilt) expect(await hasSession(`${name}=${wrong}`)).toBe(false);
    expect(await hasSession(undefined)).toBe(false);
    expect(await hasSession(`x${name}=${value}`)).toBe(false);
  });

  test("ends when the code or the secret is changed, and survives a restart", async () => {
    const { header } = await (await life({ ACCESS_CODE: "let me in" })).signIn();
    expect(await (await life({ ACCESS_CODE: "let me in" })).hasSession(header)).toBe(true);
    expect(await (await life({ ACCESS_CODE: "another" })).hasSession(header)).toBe(false);
    expect(await (await life({ ACCESS_CODE: "let me in", SESSION_SECRET: "t".repeat(32) })).hasSession(header)).toBe(false);
  });

  test("ends after 30 days", async () => {
    const { hasSession, signIn } = await life({ ACCESS_CODE: "let me in" });
    const { header } = await signIn();
    vi.useFakeTimers({ now: Date.now() + 29 * 86_400_000, toFake: ["Date"] });
    expect(await hasSession(header)).toBe(true);
    vi.setSystemTime(Date.now() + 2 * 86_400_000);
    expect(await hasSession(header)).toBe(false);
    vi.useRealTimers();
  });

  test("is not needed where no code is set, and no code is right then", async () => {
    const { hasSession, isAccessCode } = await life({ ACCESS_CODE: "" });
    expect(await hasSession(undefined)).toBe(true);
    expect(isAccessCode("")).toBe(false);
  });

  test("the code is compared whole, but for the blanks around it", async () => {
    const { isAccessCode } = await life({ ACCESS_CODE: "let me in" });
    expect(["let me in", " let me in\n", "let me", "let me in!", "Let me in", ""].map((code) => isAccessCode(code))).toEqual([true, true, false, false, false, false]);
  });
});

describe("the gate", () => {
  let server: Server;
  let url = "";
  beforeAll(async () => {
    const { passesGate, hasSession } = await life({ ACCESS_CODE: "let me in" });
    server = createServer((request, response) => {
      void hasSession(request.headers.cookie).then((admitted) => {
        if (passesGate(request, response, admitted)) response.end("handled");
      });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  const ask = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${url}${path}`, { redirect: "manual", ...init });
    return { status: response.status, type: response.headers.get("content-type"), location: response.headers.get("location"), body: await response.text() };
  };

  test("leads from pages to the sign-in page", async () => {
    expect(await ask("/history?search=a")).toMatchObject({ status: 307, location: "/sign-in?return=%2Fhistory%3Fsearch%3Da" });
  });

  test("answers programs with a problem in JSON", async () => {
    const { status, body } = await ask("/api/events");
    expect(status).toBe(401);
    expect(JSON.parse(body)).toEqual({ error: { code: "signed_out", message: "Your session has ended. Sign in again; what you typed stays here." } });
  });

  test("answers actions and uploads with the sentence alone, which their pages show", async () => {
    const sentence = "Your session has ended. Sign in again; what you typed stays here.";
    for (const path of ["/", "/sign-in", "/s/abc"]) {
      expect(await ask(path, { method: "POST", headers: { "next-action": "a" }, body: "[]" })).toMatchObject({ status: 401, type: "text/plain", body: sentence });
    }
    expect(await ask("/api/uploads", { method: "POST" })).toMatchObject({ status: 401, type: "text/plain", body: sentence });
  });

  test("refuses what another site sent, and lets sign-in from our own page pass", async () => {
    expect(await ask("/api/sign-in", { method: "POST", headers: { origin: "https://evil.example" } })).toMatchObject({ status: 403 });
    expect(await ask("/api/sign-in", { method: "POST", headers: { origin: url } })).toMatchObject({ status: 200, body: "handled" });
  });
});
