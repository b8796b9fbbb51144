import { createHmac } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, type Frame, test } from "@playwright/test";
import type { ShareView } from "@/lib/shares/schema";
import type { TranscriptionTaskView } from "@/lib/tasks/schema";
import { callAction } from "../app-process";
import { resultOf, say } from "../vendor/transcript-page";
import { ACCESS_CODE, AttackedApp, markup, type OtherServer, polyglotWav, QUICKLY, startOther, WEBHOOK_KEY } from "./attacked-app";

// One app and one owner's things for all, in one file: what an attack breaks, the next ones may meet.
test.describe.configure({ mode: "default" });

const PAGE = `<!doctype html><svg xmlns="http://www.w3.org/2000/svg" onload="document.title='ran'"/><script>document.title='ran'</script>`;
const HEADER = 'x"\r\nset-cookie: injected=1\r\n\r\n<script>';

let app: AttackedApp;
/** The attacker's server, whose pages frame ours, and which leads on to `inside`. */
let outside: OtherServer;
/** What only this machine may reach. */
let inside: OtherServer;
let takeId: string;
let transcript: TranscriptionTaskView;
let shares: Record<"take" | "transcript" | "locked", ShareView>;

test.beforeAll(async ({ playwright }) => {
  inside = await startOther((_request, response) => response.writeHead(200, { "content-type": "audio/wav" }).end(polyglotWav("inside")));
  outside = await startOther(({ url = "" }, response) => {
    const { pathname, searchParams } = new URL(url, "http://outside.invalid");
    if (pathname === "/on") response.writeHead(302, { location: searchParams.get("to") ?? "" }).end();
    else response.writeHead(200, { "content-type": "text/html" }).end(`<iframe name="ours" src="${searchParams.get("frame") ?? ""}"></iframe>`);
  });
  app = await AttackedApp.start(playwright, outside.origin);
  takeId = await app.makeTake(`Said aloud ${markup("in-text")}</script><script>document.title='ran'</script>`, "success");
  await app.makeTake("Refused in the vendor's words", "fail", { steps: [{ state: "fail" }], failMessage: markup("in-failure") });
  const words = say(`Heard ${markup("in-words")} </script><script>document.title='ran'</script>`, 0, 2);
  transcript = await app.transcribe(`${markup("in-file-name")}.wav`, polyglotWav(PAGE), resultOf(words));
  await app.act(app.owner, "renameSpeaker", { taskId: transcript.id, speakerId: "speaker_0", name: markup("in-speaker") });
  shares = {
    take: await app.share(takeId, { title: markup("in-title") }),
    transcript: await app.share(transcript.id, { title: markup("in-title") }),
    locked: await app.share(takeId, { title: "Locked away", password: "open sesame" }),
  };
});
test.afterAll(async () => {
  await app.end();
  await Promise.all([inside.close(), outside.close()]);
});

test("a forged callback: a guessed token is nobody's, an unsigned word is refused, and what is said is not believed", async () => {
  const id = await app.makeTake("Still being made", "generating", { steps: [{ state: "generating" }], callback: "none" });
  const { taskId, target } = app.lastVendorTask();
  const lie = JSON.stringify({ code: 200, data: { taskId, state: "success", resultJson: JSON.stringify({ resultUrls: [`${inside.origin}/lie.mp3`] }) } });
  const post = async (address: string, headers: Record<string, string>) => (await app.ask(address, { method: "POST", body: lie, headers: { "content-type": "application/json", ...headers } })).status;

  expect(await post(`/api/callbacks/${"A".repeat(43)}`, signed(taskId))).toBe(404);
  expect(await post(target, {})).toBe(401);
  expect(await post(target, signed(taskId, { key: "a guessed key" }))).toBe(401);
  const queries = app.vendor.requests.length;
  expect(await post(target, signed(taskId))).toBe(200);
  await expect.poll(() => app.vendor.requests.length, QUICKLY).toBeGreaterThan(queries);
  expect((await app.untilState(id, "generating")).failure).toBeNull();
  expect(inside.asked).toEqual([]);
});

test("guessed ids: what is somebody else's looks like what never was", async () => {
  const recordingId = transcript.recording.id;
  const guesses: readonly (readonly [path: string, known: string])[] = [
    ...["", "/audio", "/peaks", "/original", "/transcript", "/exports/text"].map((part) => [`/api/tasks/${transcript.id}${part}`, transcript.id] as const),
    [`/api/tasks/${takeId}`, takeId],
    [`/tasks/${takeId}`, takeId],
    [`/s/${shares.take.id}`, shares.take.id],
    [`/s/${takeId}/media/audio`, takeId],
  ];
  const never = (id: string) => Array.from(id).toReversed().join("");
  for (const [address, known] of guesses) {
    const [real, made] = [await app.ask(address, { context: app.another }), await app.ask(address.replace(known, never(known)), { context: app.another })];
    expect([address, real.status, made.status]).toEqual([address, 404, 404]);
    if (address.startsWith("/api/")) expect(real.body).toBe(made.body);
    for (const mark of ["in-text", "in-words", "in-title", "in-speaker", "in-file-name"]) expect(real.body, address).not.toContain(mark);
  }
  expect((await app.ask(`/api/handover/${recordingId}/99999999999999.${"x".repeat(43)}/recording.wav`)).status).toBe(404);
  const upload = (id: string) => app.ask(`/api/uploads/${id}`, { method: "HEAD", headers: { "tus-resumable": "1.0.0" }, context: app.another });
  expect([(await upload(recordingId)).status, (await upload(never(recordingId))).status]).toEqual([404, 404]);
  for (const slug of ["a", "__proto__", shares.take.url.slice(3, -1), `${shares.take.url.slice(3)}a`]) expect((await app.ask(`/s/${slug}`)).status).toBe(404);
  for (const [name, input] of [["deleteTask", { taskId: takeId }], ["renameSpeaker", { taskId: transcript.id, speakerId: "speaker_0", name: "x" }], ["revokeShare", { shareId: shares.take.id }], ["discardRecording", { recordingId }]] as const) {
    expect((await callAction(app.another, app.url, name, input)).result, name).toMatchObject({ ok: false, problems: [{ code: "not_found" }] });
  }
  expect((await app.ask(shares.take.url)).status).toBe(200);
});

test("traversal: no spelling of a path leads out of what it names, and no name of a file becomes a place", async () => {
  const secret = readFileSync(path.join(app.dataDir, "instance-secret"), "utf8").trim();
  const climbs = ["../", "..%2f", "%2e%2e/", "%2e%2e%2f", "..\\", "..%5c", "%252e%252e%252f", "....//", ".%00./"];
  const places = ["/", "/_next/static/", "/_next/static/chunks/", `/api/tasks/${takeId}/`, `/api/tasks/${transcript.id}/exports/`, "/api/uploads/", `${shares.take.url}/media/`, `${shares.take.url}/exports/`, `/api/handover/${transcript.recording.id}/`, "/local-engine/files/"];
  for (const place of places) {
    for (const climb of climbs) {
      for (const file of ["instance-secret", "soundcheck.sqlite", "etc/passwd"]) {
        const { status, body } = await app.ask(`${place}${climb.repeat(6)}${file}`, { context: app.owner });
        expect([place, climb, file, status < 500, /SQLite format 3|root:/.test(body) || body.includes(secret)]).toEqual([place, climb, file, true, false]);
      }
    }
  }
  const files = () => readdirSync(path.dirname(app.dataDir), { recursive: true, encoding: "utf8" }).filter((name) => name.includes("climbed"));
  for (const name of ["../../climbed.wav", "..\\..\\climbed.wav", "/tmp/climbed.wav", "climbed\u0000.wav"]) {
    const announced = await app.owner.post(`${app.url}/api/uploads`, { headers: { "tus-resumable": "1.0.0", "upload-length": "10", "upload-metadata": `name ${Buffer.from(name).toString("base64")}` } });
    const recordingId = path.basename(announced.headers()["location"] ?? "");
    expect(recordingId).toMatch(/^[\w-]{21}$/);
    await app.act(app.owner, "discardRecording", { recordingId });
  }
  expect(files()).toEqual([]);
});

test("SSRF by redirect: a server that may be asked cannot send us inside", async () => {
  for (const target of [`${inside.origin}/latest/meta-data`, `http://localhost:${inside.port}/`, `http://[::ffff:127.0.0.1]:${inside.port}/`, `http://private.attacker.example:${inside.port}/`, "http://169.254.169.254/latest/meta-data", "file:///etc/passwd"]) {
    const before = outside.asked.length;
    const { failure } = await app.fetchFrom(`${outside.origin}/on?to=${encodeURIComponent(target)}`);
    expect(outside.asked.length, target).toBe(before + 1);
    expect(failure?.code, target).toMatch(/^(address|url)_not_allowed$/);
  }
  expect(inside.asked).toEqual([]);
});

test("SSRF by DNS answer: a public name with a private address is not connected to", async () => {
  for (const host of ["private.attacker.example", "mapped.attacker.example", "several.attacker.example", "2130706433", "0x7f.1", "localhost"]) {
    expect((await app.fetchFrom(`http://${host}:${inside.port}/song.wav`)).failure?.code, host).toBe("address_not_allowed");
  }
  expect(inside.asked).toEqual([]);
});

test("stored markup: in a text, in words, in a speaker's or a file's name, in a title and in the vendor's reasons it is text on every page", async ({ browser }) => {
  const ours = await browser.newContext({ storageState: await app.owner.storageState() });
  const page = await ours.newPage();
  const pages: readonly (readonly [address: string, places: readonly string[]])[] = [
    ["/", ["in-text", "in-failure"]],
    ["/history", ["in-text", "in-file-name"]],
    ["/transcribe", ["in-file-name"]],
    [`/tasks/${takeId}`, ["in-text"]],
    [`/tasks/${transcript.id}`, ["in-words", "in-speaker", "in-file-name"]],
    ["/shares", ["in-title"]],
    [shares.take.url, ["in-title", "in-text"]],
    [shares.transcript.url, ["in-title", "in-words", "in-speaker"]],
    [`${shares.take.url}/embed`, ["in-title"]],
  ];
  for (const [address, places] of pages) {
    const answer = await page.goto(`${app.url}${address}`, { waitUntil: "domcontentloaded" });
    for (const place of places) await expect(page.getByText(`id=${place}`).first(), `${address} shows ${place}`).toBeAttached();
    expect(await page.locator("img[src=x], [id^=in-]").count(), address).toBe(0);
    expect(await answer?.text(), address).not.toMatch(/<img src=x|<script>document/);
    await expect(page, address).not.toHaveTitle("ran");
  }
  await ours.close();
});

test("a polyglot file: sound that is a page, too, is sound wherever it is served, and a page with a sound's name is nothing", async () => {
  const audio = transcript.audio?.url ?? "";
  const served = [audio, `${audio}?download=1`, transcript.originalDownloadUrl ?? "", `${shares.transcript.url}/media/audio`, `${shares.transcript.url}/media/audio?download=1`];
  const [, recording, ticket] = /\/api\/handover\/([\w-]+)\/([\w.-]+)\//.exec(app.vendor.requests.map(({ body }) => body ?? "").join()) ?? [];
  for (const address of [...served, `/api/handover/${recording ?? ""}/${ticket ?? ""}/page.html`]) {
    const { status, headers, body } = await app.ask(address, { context: app.owner });
    expect([address, status, body.includes(PAGE)]).toEqual([address, 200, true]);
    expect(headers, address).toMatchObject({ "content-type": "audio/wav", "x-content-type-options": "nosniff", "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox" });
  }
  const visitor = { "tus-resumable": "1.0.0" };
  const announced = await app.owner.post(`${app.url}/api/uploads`, { headers: { ...visitor, "upload-length": String(PAGE.length), "upload-metadata": `name ${Buffer.from("song.mp3").toString("base64")}` } });
  const location = announced.headers()["location"] ?? "";
  await app.owner.patch(`${app.url}${location}`, { headers: { ...visitor, "upload-offset": "0", "content-type": "application/offset+octet-stream" }, data: PAGE });
  const stateOf = async () => ((await (await app.owner.get(`${app.url}/api/recordings`)).json()) as { recordings: { id: string; state: string }[] }).recordings.find(({ id }) => id === path.basename(location))?.state;
  await expect.poll(stateOf, QUICKLY).toBe("refused");
});

test("header injection: no name, title or way back ends a header", async () => {
  const named = await app.share(transcript.id, { title: HEADER });
  const spoken = await app.makeTake(HEADER, "success");
  const downloads = [`/api/tasks/${spoken}/audio?download=1`, transcript.originalDownloadUrl ?? "", `${named.url}/media/audio?download=1`, `${named.url}/exports/vtt`, `/api/tasks/${transcript.id}/exports/text`];
  for (const address of downloads) {
    const { status, headers } = await app.ask(address, { context: app.owner });
    expect([address, status, headers["set-cookie"]]).toEqual([address, 200, undefined]);
    expect(headers["content-disposition"], address).toMatch(/^attachment; filename="[^"\\\r\n]*"; filename\*=UTF-8''[\w!#$&+.^`|~%-]+$/);
  }
  const form = { "content-type": "application/x-www-form-urlencoded" };
  const wayBack = `/history${HEADER}`;
  const signIn = await app.ask("/api/sign-in", { method: "POST", headers: form, body: new URLSearchParams({ code: ACCESS_CODE, return: wayBack }).toString() });
  expect(signIn.headers["location"]).toBe("/");
  expect(signIn.headers["set-cookie"]?.join()).not.toContain("injected");
  const unlock = await app.ask(`${shares.locked.url}/password`, { method: "POST", headers: form, body: new URLSearchParams({ password: "open sesame", from: `?t=1${HEADER}` }).toString() });
  expect([unlock.status, unlock.headers["location"], unlock.headers["set-cookie"]?.join().includes("injected")]).toEqual([303, shares.locked.url, false]);
});

test("an oversized cookie: it is refused or is nobody's, and what we set stays small", async () => {
  expect((await app.ask("/api/tasks", { headers: { cookie: `soundcheck_session=${"a".repeat(20_000)}` } })).status).toBe(431);
  for (const value of [`Fe26.2*1*${"a".repeat(12_000)}*b*c*9999999999999*d*e~2`, "*".repeat(12_000), "%".repeat(12_000)]) {
    expect((await app.ask("/api/tasks", { headers: { cookie: `soundcheck_session=${value}` } })).status).toBe(401);
    const locked = await app.ask(shares.locked.url, { headers: { cookie: `soundcheck_share=${value}` } });
    expect([locked.status, locked.body.includes("Locked away")]).toEqual([200, false]);
  }
  const { cookies } = await app.owner.storageState();
  const session = cookies.find(({ name }) => name === "soundcheck_session")?.value ?? "";
  const large = `soundcheck_session=${session}; soundcheck_owner=${"k".repeat(12_000)}`;
  expect(JSON.parse((await app.ask("/api/tasks", { headers: { cookie: large } })).body)).toMatchObject({ tasks: [] });
  const unknown = await app.ask("/api/session", { method: "POST", body: JSON.stringify({ key: "k".repeat(43) }), headers: { cookie: large, "content-type": "application/json" } });
  expect(unknown.body).toBe(JSON.stringify({ wasKnown: false }));
  for (const { name, value } of cookies) expect(name.length + value.length, name).toBeLessThan(1024);
});

test("session fixation: a cookie that somebody planted opens nothing, and nobody is given an owner's key by another page", async ({ playwright }) => {
  const planted = "Fe26.2*1*planted*by*somebody*9999999999999*else*x~2";
  const opens = async (value: string) => (await app.ask("/api/tasks", { headers: { cookie: `soundcheck_session=${value}` } })).status;
  const victim = await playwright.request.newContext({ extraHTTPHeaders: { cookie: `soundcheck_session=${planted}` } });
  const signIn = await victim.post(`${app.url}/api/sign-in`, { form: { code: ACCESS_CODE }, maxRedirects: 0 });
  const given = /soundcheck_session=([^;]+)/.exec(signIn.headers()["set-cookie"] ?? "")?.[1] ?? "";
  const others = (await app.owner.storageState()).cookies.map(({ value }) => value);
  expect([planted, ...others]).not.toContain(given);
  expect([await opens(given), await opens(planted), await opens("")]).toEqual([200, 401, 401]);
  expect((await app.ask(`/api/tasks?soundcheck_session=${given}`)).status).toBe(401);
  await victim.dispose();

  // With a key that the attacker knows, what the victim makes would be the attacker's, too.
  const key = JSON.stringify({ key: "k".repeat(43) });
  const session = { cookie: `soundcheck_session=${given}` };
  const adopt = (headers: Record<string, string>) => app.ask("/api/session", { method: "POST", body: key, headers: { ...session, ...headers } });
  const json = { "content-type": "application/json" };
  for (const [headers, status] of [
    [{ ...json, origin: outside.origin, "sec-fetch-site": "cross-site" }, 403],
    [{ ...json, origin: outside.origin, "sec-fetch-site": "same-site" }, 403],
    [{ ...json, origin: "null" }, 403],
    [{ "content-type": "text/plain" }, 415],
    [{ "content-type": "application/x-www-form-urlencoded" }, 415],
  ] as const) {
    const answer = await adopt(headers);
    expect([answer.status, answer.headers["set-cookie"]]).toEqual([status, undefined]);
  }
  const known = await app.ask("/api/session", { method: "POST", body: key, headers: json, context: app.another });
  expect([known.body, known.headers["set-cookie"]]).toEqual([JSON.stringify({ wasKnown: true }), undefined]);
});

test("replayed signatures: each is for one thing and one time", async () => {
  await test.step("of a callback: for another task, another moment, an hour ago", async () => {
    const first = await app.makeTake("Signed for once", "success");
    const { taskId, target } = app.lastVendorTask();
    const done = await app.untilState(first, "success");
    const post = async (headers: Record<string, string>, id = taskId) => (await app.ask(target, { method: "POST", body: JSON.stringify({ data: { taskId: id } }), headers: { "content-type": "application/json", ...headers } })).status;
    const now = Math.floor(Date.now() / 1000);
    expect(await post(signed(app.vendor.tasks[0]?.taskId ?? ""))).toBe(401);
    expect(await post({ ...signed(taskId), "x-webhook-timestamp": String(now + 60) })).toBe(401);
    expect(await post(signed(taskId, { seconds: now - 3_700 }))).toBe(401);
    // Within the hour the same word may come again; it changes nothing.
    for (let times = 0; times < 3; times += 1) expect(await post(signed(taskId))).toBe(200);
    expect(await app.untilState(first, "success")).toEqual(done);
  });
  await test.step("of a link to a recording: for another recording, or for longer", async () => {
    const [, recordingId = "", expiresAt = "", signature = ""] = /\/api\/handover\/([\w-]+)\/(\d+)\.([\w-]+)\//.exec(app.vendor.requests.map(({ body }) => body ?? "").join()) ?? [];
    const link = (recording: string, ticket: string) => `/api/handover/${recording}/${ticket}/recording.wav`;
    const statuses = [link(recordingId, `${expiresAt}.${signature}`), link(recordingId, `${Number(expiresAt) + 1}.${signature}`), link(takeId, `${expiresAt}.${signature}`), link(recordingId, `${expiresAt}.${signature.slice(1)}`)];
    expect(await Promise.all(statuses.map(async (address) => (await app.ask(address)).status))).toEqual([200, 404, 404, 404]);
  });
  await test.step("of a right password: for another share, for longer, and after the password was set anew", async () => {
    const other = await app.share(transcript.id, { title: "Locked as well", password: "open sesame" });
    const unlock = await app.ask(`${shares.locked.url}/password`, { method: "POST", body: "password=open+sesame", headers: { "content-type": "application/x-www-form-urlencoded" } });
    const [pass = ""] = /soundcheck_share=[^;]+/.exec(unlock.headers["set-cookie"]?.join() ?? "") ?? [];
    const opens = async (address: string, cookie: string) => (await app.ask(`${address}/media/audio`, { headers: { cookie } })).status;
    const longer = pass.replace(/=(\d+)/, (_, until: string) => `=${Number(until) + 1}`);
    expect([await opens(shares.locked.url, pass), await opens(other.url, pass), await opens(shares.locked.url, longer)]).toEqual([200, 403, 403]);
    await app.act(app.owner, "changeShare", { shareId: shares.locked.id, password: "open sesame" });
    expect(await opens(shares.locked.url, pass)).toBe(403);
  });
  await test.step("of a session, as a pass", async () => {
    const { cookies } = await app.owner.storageState();
    const session = cookies.find(({ name }) => name === "soundcheck_session")?.value ?? "";
    expect((await app.ask(`${shares.locked.url}/media/audio`, { headers: { cookie: `soundcheck_share=${session}` } })).status).toBe(403);
  });
});

test("a frame on another origin: no page of ours is shown there but the player of an open share, and why there is none", async ({ browser }) => {
  const context = await browser.newContext({ storageState: await app.owner.storageState() });
  const page = await context.newPage();
  /** The frame of a page of the attacker's: of another origin, and of the same site, where the browser sends our cookies along. */
  const framed = async (address: string, host = "127.0.0.1"): Promise<Frame> => {
    await page.goto(`http://${host}:${outside.port}/?frame=${encodeURIComponent(`${app.url}${address}`)}`);
    const frame = page.frame("ours");
    if (frame === null) throw new Error("There is no frame.");
    await frame.waitForLoadState();
    return frame;
  };
  for (const host of ["127.0.0.1", "localhost"]) {
    const player = await framed(`${shares.take.url}/embed`, host);
    expect(player.url()).toBe(`${app.url}${shares.take.url}/embed`);
    await expect(player.getByRole("button", { name: "Play" })).toBeVisible();
    const notice = await framed(`${shares.locked.url}/embed`, host);
    await expect(notice.getByRole("heading")).toHaveText("This asks for a password, and is not shown in other pages.");
    await expect(notice.locator("body")).not.toContainText("Locked away");
    await expect(notice.locator("input, button, audio")).toHaveCount(0);
  }
  for (const address of ["/", "/sign-in", "/history", "/shares", `/tasks/${takeId}`, "/nowhere", shares.take.url, shares.locked.url, `${shares.take.url}/media/audio`, "/api/tasks"]) {
    expect((await framed(address)).url(), address).toMatch(/^chrome-error:/);
  }
  await context.close();
});

/** The headers of a callback about a vendor's task, as the vendor signs it. */
function signed(taskId: string, { seconds = Math.floor(Date.now() / 1000), key = WEBHOOK_KEY } = {}): Record<string, string> {
  return { "x-webhook-timestamp": String(seconds), "x-webhook-signature": createHmac("sha256", key).update(`${taskId}.${seconds}`).digest("base64") };
}
