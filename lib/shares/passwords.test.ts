import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { ShareView } from "@/lib/shares/schema";
import { ADDRESSES, slugOf, startShareInstance } from "./test-shares";

const SHARE_COOKIE = "soundcheck_share";

const instance = await startShareInstance();
const { db, jar, asOwner, asStranger, finishedTake, share, statusOf, opened, everything } = instance;
const { changeShare, revokeShare } = await import("./actions");
const { openShare } = await import("./shared-result");
const passwordRoute = await import("@/app/s/[slug]/password/route");

beforeEach(instance.reset);
afterAll(instance.close);

async function enter(view: ShareView, password: string, from = ""): Promise<string> {
  const body = new URLSearchParams({ password, from });
  const response = await passwordRoute.POST(new Request("http://127.0.0.1/", { method: "POST", body }), { params: Promise.resolve({ slug: slugOf(view) }) });
  expect(response.status).toBe(303);
  return response.headers.get("location") ?? "";
}

describe("a password", () => {
  it("is asked for by everything, remembered for this share alone, and forgotten when it changes", async () => {
    const taskId = await finishedTake();
    const [view, other] = [await share(taskId, { password: "Café 1", title: "Hidden title" }), await share(taskId, { password: "Café 1" })];
    asStranger();
    for (const address of ADDRESSES) expect(await statusOf(`${view.url}/${address}`)).toBe(403);
    expect(await openShare(slugOf(view))).toEqual({ state: "locked", url: view.url });
    expect(await everything(view)).not.toContain("Hidden title");

    expect(await enter(view, "cafe 1", "?t=1&next=//elsewhere.example.com")).toBe(`${view.url}?password=wrong`);
    expect(jar.size).toBe(0);
    expect(await enter(view, "Cafe\u0301 1", `https://elsewhere.example.com/${view.url}?t=3.5,9`)).toBe(`${view.url}?t=3.5,9`);
    expect(jar.get(SHARE_COOKIE)?.options).toMatchObject({ httpOnly: true, sameSite: "lax", path: view.url });
    expect(await statusOf(`${view.url}/media/audio`)).toBe(200);
    expect(await opened(view)).toMatchObject({ title: "Hidden title", hasPassword: true });
    expect(await statusOf(`${other.url}/media/audio`)).toBe(403);

    const pass = jar.get(SHARE_COOKIE);
    asOwner();
    await changeShare({ shareId: view.id, title: "Another title" });
    if (pass !== undefined) jar.set(SHARE_COOKIE, pass);
    expect(await statusOf(`${view.url}/media/audio`)).toBe(200);
    await changeShare({ shareId: view.id, password: "Café 1" });
    expect(await statusOf(`${view.url}/media/audio`)).toBe(403);
    await changeShare({ shareId: view.id, password: null });
    expect(await statusOf(`${view.url}/media/audio`)).toBe(200);
  });

  it("is stored as a salted hash, and in nothing else", async () => {
    const view = await share(await finishedTake(), { password: "a-password-in-plain" });
    const again = await share(view.taskId, { password: "a-password-in-plain" });
    const rows = await db.selectFrom("share").selectAll().execute();
    expect(JSON.stringify([rows, view, again])).not.toContain("a-password-in-plain");
    expect(new Set(rows.map((row) => row.password_hash)).size).toBe(2);
    expect(new Set(rows.map((row) => row.password_hash?.split("$").slice(0, 4).join("$")))).toEqual(new Set(["scrypt$32768$8$3"]));
  });

  it("is not replaced by a pass that is prolonged, signed by somebody, or not signed", async () => {
    const view = await share(await finishedTake(), { password: "secret" });
    asStranger();
    await enter(view, "secret");
    const { value = "", options = {} } = jar.get(SHARE_COOKIE) ?? {};
    expect(await statusOf(`${view.url}/media/audio`)).toBe(200);
    for (const forged of [value.replace(/^\d+/, "99999999999999"), value.replace(/\..*/, `.${"A".repeat(43)}`), value.replace(/\..*/, "")]) {
      jar.set(SHARE_COOKIE, { value: forged, options });
      expect(await statusOf(`${view.url}/media/audio`)).toBe(403);
    }
  });

  it("lets in for 30 days at most, and not after the share has ended", async () => {
    const view = await share(await finishedTake(), { password: "secret" });
    asStranger();
    await enter(view, "secret");
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 31 * 24 * 60 * 60 * 1000 });
    try {
      expect(await statusOf(`${view.url}/media/audio`)).toBe(403);
    } finally {
      vi.useRealTimers();
    }
    asOwner();
    await revokeShare({ shareId: view.id });
    const gone = await passwordRoute.POST(new Request("http://127.0.0.1/", { method: "POST", body: new URLSearchParams({ password: "secret" }) }), { params: Promise.resolve({ slug: slugOf(view) }) });
    expect(gone.status).toBe(410);
  });

  it("cannot be tried without end, and one share's guesses do not close another", async () => {
    const taskId = await finishedTake();
    const [view, other] = [await share(taskId, { password: "secret" }), await share(taskId, { password: "secret" })];
    asStranger();
    const answers: string[] = [];
    for (let count = 0; count < 6; count += 1) answers.push(await enter(view, `guess ${count}`));
    expect(answers).toEqual([...Array<string>(5).fill(`${view.url}?password=wrong`), `${view.url}?password=later`]);
    expect(await enter(view, "secret")).toBe(`${view.url}?password=later`);
    expect(await enter(other, "secret")).toBe(other.url);
  });
});
