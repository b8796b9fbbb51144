import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { type APIRequestContext, expect, test } from "@playwright/test";
import { actionIds, type AppProcess, callAction, newDataDirectory, readTakes, startApp, vendorSettings } from "../app-process";
import { type FakeVendor, startFakeVendor } from "../fake-vendor/fake-vendor";
import { Victim } from "../fuzz/victim";
import { judge } from "@/lib/sessions/admission";
import { freePort } from "@/scripts/services/free-port.mjs";
import { ACTIONS, type RouteEntry, ROUTES, shareOrder, sourceRoutes, type Things } from "./access-table";

// One app and one owner's things for all.
test.describe.configure({ mode: "default" });

const WEBHOOK_KEY = "marked-webhook-key-of-this-test";
const ELSEWHERE = { origin: "https://elsewhere.example", "sec-fetch-site": "cross-site" };

let app: AppProcess;
let vendor: FakeVendor;
let dataDir: string;
let cleanUp: () => Promise<void>;
let owner: APIRequestContext;
let another: APIRequestContext;
let nobody: APIRequestContext;
let victim: Victim;
let things: Things;
/** What the app said to browsers: headers and bodies. */
const told: string[] = [];

test.beforeAll(async ({ playwright }) => {
  vendor = await startFakeVendor({ delayMs: 0 });
  const directory = await newDataDirectory();
  ({ dataDir } = directory);
  const port = await freePort();
  app = await startApp({ PORT: String(port), DATA_DIR: dataDir, ...vendorSettings(vendor, port), KIE_WEBHOOK_KEY: WEBHOOK_KEY, LOG_LEVEL: "trace" });
  cleanUp = async () => {
    await app.end();
    await vendor.close();
    await directory.remove();
  };
  [owner, another, nobody] = await Promise.all([playwright.request.newContext(), playwright.request.newContext(), playwright.request.newContext()]);
  await callAction(another, app.url, "setFavouriteVoice", { voice: "Aria", favourite: true });
  await callAction(owner, app.url, "makeVoiceSample", { voice: "Rachel" });
  victim = new Victim(owner, app.url, dataDir);
  await victim.makeThings(vendor);
  const takes = await readTakes(owner, app.url);
  const idOf = (state: string) => takes.find((take) => take.state === state && typeof take.input.text === "string")?.id ?? "";
  const transcript = takes.find(({ input }) => typeof input.text !== "string");
  const { result } = await callAction(owner, app.url, "createShare", shareOrder(transcript?.id ?? ""));
  things = {
    takeId: idOf("success"),
    transcriptId: transcript?.id ?? "",
    unansweredId: idOf("unconfirmed"),
    recordingId: victim.recordingIds.find((id) => id !== path.basename(victim.upload)) ?? "",
    upload: victim.upload,
    share: (result as { value: { share: Things["share"] } }).value.share,
  };
  await expect.poll(async () => (await owner.get(`${app.url}/api/voices/Rachel/sample`)).status()).toBe(200);
});
test.afterAll(() => cleanUp());

/** Asks for a route; gives its status and all that it said. An event stream is left when it is open. */
async function ask(caller: APIRequestContext, key: string, { path: address, send }: RouteEntry, more: Readonly<Record<string, string>> = {}): Promise<{ status: number; text: string }> {
  const { cookies } = await caller.storageState();
  const gone = new AbortController();
  const response = await fetch(`${app.url}${address(things)}`, {
    method: key.split(" ")[0] ?? "",
    headers: { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; "), ...send?.headers, ...more },
    body: send?.body ?? null,
    redirect: "manual",
    signal: gone.signal,
  });
  const headers = JSON.stringify([...response.headers]);
  if (response.headers.get("content-type")?.startsWith("text/event-stream") === true) {
    const first = await response.body?.getReader().read();
    gone.abort();
    return { status: response.status, text: headers + Buffer.from(first?.value ?? []).toString("latin1") };
  }
  return { status: response.status, text: headers + Buffer.from(await response.arrayBuffer()).toString("latin1") };
}

test("every page, route and action has its place in the tables of this test", () => {
  expect(Object.fromEntries(Object.entries(ROUTES).map(([key, { wrapper }]) => [key, wrapper]))).toEqual(sourceRoutes());
  expect(Object.keys(ACTIONS).sort()).toEqual(Object.keys(actionIds()).sort());
});

test("without the access code, a visitor reaches what is public and nothing else", () => {
  for (const [key, entry] of Object.entries(ROUTES)) {
    const asked = { method: key.split(" ")[0] ?? "", url: entry.path(things), namesAction: false, secFetchSite: "same-origin", origin: undefined, host: undefined };
    const isOpen = ["publicRoute", "engineRoute"].includes(entry.wrapper) || entry.shared === true || ["/sign-in", "/opengraph-image"].includes(entry.path(things));
    expect(judge(asked, { admitted: false, publicUrl: undefined }) === "pass", key).toBe(isOpen);
  }
});

test("every page and route gives the owner's things to the owner alone", async () => {
  const before = victim.snapshot();
  for (const [key, entry] of Object.entries(ROUTES)) {
    for (const [place, caller] of [another, nobody].entries()) {
      const { status, text } = await ask(caller, key, entry);
      expect(status, `${key} for ${place === 0 ? "another" : "nobody"}`).toBe(entry.answers[place + 1]);
      // A page that is not found repeats its address.
      const known = [...victim.taskIds, ...victim.recordingIds].filter((id) => !entry.path(things).includes(id));
      const words = entry.shared ? ["one that"] : ["one that", "A recording that somebody made", "Shared by its owner", "Ann\""];
      for (const mark of [...known, victim.ownerId, ...words]) expect(text.includes(mark), `${key} says ${mark}`).toBe(false);
    }
  }
  expect(victim.snapshot()).toEqual(before);
  for (const [key, entry] of Object.entries(ROUTES)) {
    const { status, text } = await ask(owner, key, entry);
    expect(status, `${key} for the owner`).toBe(entry.answers[0]);
    told.push(text);
  }
  expect(victim.snapshot()).toEqual(before);
});

test("every action refuses another visitor and nobody what is the owner's", async () => {
  const before = victim.snapshot();
  for (const [name, { input, others }] of Object.entries(ACTIONS)) {
    for (const caller of [another, nobody]) {
      const { response, result } = await callAction(caller, app.url, name, input(things));
      told.push(await response.text());
      expect(result, name).toMatchObject(others === "theirs" ? { ok: true } : { ok: false, problems: [{ code: "not_found" }] });
    }
  }
  expect(victim.snapshot()).toEqual(before);
});

test("another site's page does nothing in the owner's name", async () => {
  const before = victim.snapshot();
  // Looks go on by themselves.
  const sent = () => vendor.requests.filter(({ method }) => method !== "GET").length;
  const sentBefore = sent();
  const { cookies } = await owner.storageState();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  for (const [name, { input }] of Object.entries(ACTIONS)) {
    const headers = { cookie, "next-action": actionIds()[name] ?? "", accept: "text/x-component", "content-type": "text/plain;charset=UTF-8", ...ELSEWHERE };
    const response = await fetch(app.url, { method: "POST", headers, body: JSON.stringify([input(things)]) });
    told.push(await response.text());
    expect(response.status, name).toBe(403);
  }
  for (const [key, entry] of Object.entries(ROUTES).filter(([name]) => /^(POST|PATCH)/.test(name))) {
    const { status, text } = await ask(owner, key, entry, ELSEWHERE);
    told.push(text);
    // Programs that bring a secret of their own come from elsewhere.
    expect(status, key).toBe(/callbacks|local-engine/.test(key) ? entry.answers[0] : 403);
  }
  expect(victim.snapshot()).toEqual(before);
  expect(sent()).toBe(sentBefore);
});

test("nothing that is secret reaches a browser, a client file or the log", async () => {
  const pages = ["/", "/history", "/transcribe", `/tasks/${things.transcriptId}`, `/tasks/${things.takeId}`, "/nowhere"];
  for (const address of pages) {
    const wholePage = { path: () => address, wrapper: "page", answers: [200, 200, 200] } as const;
    told.push((await ask(owner, "GET page", wholePage)).text, (await ask(owner, "GET payload", wholePage, { rsc: "1" })).text);
  }
  const parts = ["audio", "peaks", "words"].map((part) => `/api/tasks/${things.takeId}/${part}`);
  const exports = ["text", "text-with-times", "srt", "vtt", "json", "docx"].map((format) => `/api/tasks/${things.transcriptId}/exports/${format}`);
  const oddities = ["/api/tasks/%00", "/api/tasks/x/y/z", "/_next/static/nothing.js", "/api/uploads/../x", "/%2e%2e/instance-secret", "/instance-secret", "/.env"];
  for (const address of [...parts, ...exports, ...oddities, ...["original", "transcript", "vendor-result"].map((part) => `/api/tasks/${things.transcriptId}/${part}`)]) {
    told.push((await ask(owner, "GET part", { path: () => address, wrapper: "ownerRoute", answers: [200, 200, 200] })).text);
  }
  for (const [name, { input }] of Object.entries(ACTIONS)) told.push(await (await callAction(owner, app.url, name, input(things))).response.text());

  const client = path.resolve(import.meta.dirname, "../../.next/static");
  const files = readdirSync(client, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  const shipped = files.map((file) => readFileSync(path.join(file.parentPath, file.name), "latin1")).join("\n");
  const tokens = vendor.requests.flatMap(({ body }) => /\/api\/callbacks\/([\w-]{43})/.exec(JSON.stringify(body))?.[1] ?? []);
  const secrets = {
    "the key": vendor.apiKey,
    "the webhook's key": WEBHOOK_KEY,
    "the instance's secret": readFileSync(path.join(dataDir, "instance-secret"), "utf8").trim(),
    "the credits that are left": "2510330",
    "remainedCredits": "remainedCredits",
    "the folder of the data": dataDir,
    ...Object.fromEntries(tokens.map((token, place) => [`callback token ${place}`, token])),
  };
  expect(tokens.length).toBeGreaterThan(4);
  expect(files.length).toBeGreaterThan(10);
  const heard = told.join("\n");
  for (const mark of ["one that is made", things.takeId, "Ann"]) expect(heard).toContain(mark);
  expect(app.output()).toContain(things.takeId);
  for (const [name, secret] of Object.entries(secrets)) {
    expect(heard.includes(secret), `a browser was told ${name}`).toBe(false);
    expect(shipped.includes(secret), `a file of the client holds ${name}`).toBe(false);
    if (name !== "the folder of the data") expect(app.output().includes(secret), `the log says ${name}`).toBe(false);
  }
});

test("the access code, the session's secret and the engine's token stay where they are", async () => {
  const directory = await newDataDirectory();
  const secrets = { ACCESS_CODE: "marked access code of this test", SESSION_SECRET: "marked-session-secret-of-this-test-0123456789" };
  const guarded = await startApp({ PORT: String(await freePort()), DATA_DIR: directory.dataDir, LOG_LEVEL: "trace", ...secrets });
  const heard: string[] = [];
  const visit = async (address: string, init: RequestInit = {}) => {
    const response = await fetch(`${guarded.url}${address}`, { redirect: "manual", ...init });
    heard.push(JSON.stringify([...response.headers]), await response.text());
    return response;
  };
  const signIn = (code: string) => visit("/api/sign-in", { method: "POST", body: new URLSearchParams({ code, return: "/history" }) });
  const token = readFileSync(path.join(directory.dataDir, "local-engine-token"), "utf8").trim();

  for (const address of ["/", "/sign-in", "/nowhere", "/api/tasks", "/s/guessed", "/api/metrics"]) await visit(address);
  expect((await signIn("guessed")).headers.get("set-cookie")).toBeNull();
  const signedIn = await signIn(secrets.ACCESS_CODE);
  expect(signedIn.headers.get("location")).toBe("/history");
  const headers = { cookie: signedIn.headers.getSetCookie().map((cookie) => cookie.split(";")[0]).join("; ") };
  for (const address of ["/", "/history", "/sign-in", "/api/tasks", "/api/health"]) await visit(address, { headers });
  expect((await visit("/api/metrics", { headers: { authorization: `Bearer ${secrets.ACCESS_CODE}` } })).status).toBe(200);
  await visit("/local-engine/api/v1/chat/credit", { headers: { authorization: `Bearer ${token}` } });
  expect(heard.at(-1)).toContain('"code":200');
  const stored = readFileSync(path.join(directory.dataDir, "soundcheck.sqlite"), "latin1");
  await guarded.end();
  await directory.remove();
  expect(heard.join()).toContain("Text to speech");
  for (const [name, secret] of [...Object.entries(secrets), ["the engine's token", token]] as const) {
    expect(heard.join("\n").includes(secret), `a browser was told ${name}`).toBe(false);
    expect(guarded.output().includes(secret), `the log says ${name}`).toBe(false);
    expect(stored.includes(secret), `the database holds ${name}`).toBe(false);
  }
});
