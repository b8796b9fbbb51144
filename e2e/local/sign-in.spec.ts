import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "../accessible";
import { freePort } from "@/scripts/services/free-port.mjs";
import { callAction, newDataDirectory, readTakes, startApp, takeInput } from "../app-process";

const CODE = "let the team in";

/** An app of this file's tests that asks for an access code. */
async function startGuarded() {
  const { dataDir, remove } = await newDataDirectory();
  const app = await startApp({ PORT: String(await freePort()), DATA_DIR: dataDir, ACCESS_CODE: CODE, TRUST_PROXY: "1" });
  return {
    url: app.url,
    end: async () => {
      await app.end();
      await remove();
    },
  };
}

async function enterCode(page: Page, code: string): Promise<void> {
  await page.getByLabel("Access code").fill(code);
  await page.getByRole("button", { name: "Sign in" }).click();
}

test("a code lets a browser in, to where it wanted to go; strangers get nothing, and wrong codes are slowed", async ({ page, request, browser }) => {
  const app = await startGuarded();

  // Nobody reads, listens or makes anything without a session, by whatever page an action is posted to.
  for (const path of ["/api/tasks", "/api/events", "/api/voices", "/api/metrics"]) expect((await request.get(`${app.url}${path}`)).status()).toBe(401);
  for (const path of ["/", "/sign-in", "/s/abc"]) {
    expect((await callAction(request, `${app.url}${path}`, "createTakes", takeInput())).response.status()).toBe(401);
    const form = { multipart: { $ACTION_ID_0: "", "0": "[]" } };
    expect((await request.post(`${app.url}${path}`, form)).status()).toBe(401);
  }
  expect((await request.get(`${app.url}/api/health`)).status()).toBe(200);
  expect((await request.get(`${app.url}/api/metrics`, { headers: { authorization: `Bearer ${CODE}` } })).status()).toBe(200);
  const forged = await request.post(`${app.url}/api/sign-in`, { headers: { origin: "https://evil.example" }, form: { code: CODE }, maxRedirects: 0 });
  expect(forged.status()).toBe(403);
  const elsewhere = await request.post(`${app.url}/api/sign-in`, { form: { code: CODE, return: "//evil.example" }, maxRedirects: 0 });
  expect(elsewhere.headers()["location"]).toBe("/");

  await page.goto(`${app.url}/history?search=harbour`);
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await enterCode(page, "a wrong one");
  await expect(page.getByRole("alert").filter({ hasText: "This is not the access code." })).toBeVisible();
  await expectAccessible(page);
  await enterCode(page, CODE);
  await expect(page).toHaveURL(`${app.url}/history?search=harbour`);

  expect((await callAction(page.request, app.url, "createTakes", takeInput())).result).toMatchObject({ ok: true });
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(`${app.url}/sign-in`);
  expect((await page.request.get(`${app.url}/api/tasks`)).status()).toBe(401);

  // Without scripts, too; and what was made is still this browser's.
  const plain = await browser.newContext({ javaScriptEnabled: false, storageState: await page.context().storageState() });
  const plainPage = await plain.newPage();
  await plainPage.goto(`${app.url}/sign-in`);
  await enterCode(plainPage, CODE);
  await expect(plainPage).toHaveURL(`${app.url}/`);
  expect(await readTakes(plain.request, app.url)).toHaveLength(1);
  await plain.close();

  for (let count = 0; count < 5; count += 1) await request.post(`${app.url}/api/sign-in`, { form: { code: "guess" }, maxRedirects: 0 });
  await enterCode(page, CODE);
  await expect(page.getByRole("alert").filter({ hasText: /too many wrong attempts\. Try again in \d+ seconds?\./ })).toBeVisible();
  const scrape = (more = {}) => fetch(`${app.url}/api/metrics`, { headers: { authorization: `Bearer ${CODE}`, ...more } });
  const scraped = await scrape();
  expect(scraped.status).toBe(429);
  expect(Number(scraped.headers.get("retry-after"))).toBeGreaterThan(0);
  // Somebody else, as the proxy in front says.
  expect((await scrape({ "x-forwarded-for": "203.0.113.7" })).status).toBe(200);
  await app.end();
});

test("a session that ends in the middle of typing takes nothing along", async ({ page }) => {
  const app = await startGuarded();
  await page.goto(app.url);
  await enterCode(page, CODE);
  const text = page.getByRole("textbox", { name: "Text", exact: true });
  await text.fill("Half a thought, not yet sent");
  await page.context().clearCookies({ name: "soundcheck_session" });
  await page.getByRole("button", { name: "Generate speech" }).click();
  await expect(page.getByText("Your session has ended. Sign in again; what you typed stays here.")).toBeVisible();
  await expect(text).toHaveValue("Half a thought, not yet sent");
  await page.getByRole("link", { name: "Sign in" }).click();
  await enterCode(page, CODE);
  await expect(text).toHaveValue("Half a thought, not yet sent");
  await page.getByRole("button", { name: "Generate speech" }).click();
  await expect(page.getByRole("list", { name: "Takes" }).getByRole("listitem").first()).toBeVisible();
  await app.end();
});
