import { expect, type Page, test } from "@playwright/test";
import { type AppLife, beginApp } from "../app-life";
import { CHROMIUM_WITH_MICROPHONE_ARGS } from "../chromium-args";
import { makeOtherBuild } from "../other-build";
import { generateButton, playButton, recordActions, takesOf, textField } from "../vendor/studio";

const executablePath = process.env["CHROMIUM_PATH"];

test.use({
  launchOptions: {
    args: CHROMIUM_WITH_MICROPHONE_ARGS,
    ...(executablePath === undefined ? {} : { executablePath }),
  },
});

// One other build for all of them.
test.describe.configure({ mode: "serial" });

let other: Awaited<ReturnType<typeof makeOtherBuild>>;
let app: AppLife;

test.beforeAll(async () => {
  other = await makeOtherBuild();
});
test.afterAll(() => other.remove());
test.beforeEach(async () => {
  app = await beginApp();
});
test.afterEach(() => app.end());

/** Puts the other build in the place of the one whose page is open. */
async function deploy(): Promise<void> {
  await app.stop();
  await app.start(other.root);
}

const notice = (page: Page) => page.getByRole("status").filter({ hasText: "Soundcheck was updated." });

/** Marks the document, which a reload puts another in the place of. */
const mark = (page: Page) => page.evaluate(() => Object.assign(window, { isOld: true }));
const isOld = (page: Page) => page.evaluate(() => "isOld" in window);

test("a press on a page of an old build brings the new one with the form as it was, and the next press makes one take", { tag: "@long" }, async ({ page }) => {
  await page.goto(`${app.url}/?voice=Bill&speed=1.1`);
  await textField(page).fill("Mind the gap.");
  for (const voice of ["Bill", "Lily"]) await page.getByRole("checkbox", { name: `Compare ${voice}` }).check();
  await mark(page);
  await deploy();
  await generateButton(page).click();
  await expect(notice(page)).toContainText("This page is the new one: press again.");
  expect(await isOld(page)).toBe(false);
  await expect(textField(page)).toHaveValue("Mind the gap.");
  await expect(page.getByRole("radio", { name: "Bill" })).toBeChecked();
  await expect(page.getByRole("checkbox", { name: "Compare Lily" })).toBeChecked();
  await expect(page.getByRole("list", { name: "Takes" }).getByRole("article")).toHaveCount(0);

  const actions = recordActions(page);
  await generateButton(page).click();
  await expect(playButton(takesOf(page, "Mind the gap"))).toBeVisible();
  expect(actions).toHaveLength(1);
  await page.getByRole("button", { name: "Close the notice" }).click();
  await expect(notice(page)).toBeHidden();
});

test("while the microphone records, a page of an old build offers the reload instead, and loses nothing", { tag: "@long" }, async ({ page }) => {
  await page.goto(`${app.url}/transcribe`);
  await page.getByRole("button", { name: "Record", exact: true }).click();
  const timer = page.getByRole("timer", { name: "Recorded" });
  await expect(timer).toHaveText(/0:0[1-9]/);
  await mark(page);
  await deploy();
  await page.getByRole("textbox", { name: "Audio URL" }).fill("https://example.com/talk.mp3");
  await page.getByRole("button", { name: "Transcribe", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Nothing was sent and nothing is lost" })).toBeVisible();
  await expect(notice(page).getByRole("button", { name: "Reload" })).toBeVisible();
  const seconds = async () => Number((await timer.textContent())?.slice(-2));
  const soFar = await seconds();
  await expect.poll(seconds).toBeGreaterThan(soFar);
  await page.getByRole("button", { name: "Stop" }).click();
  const row = page.getByRole("list", { name: "To transcribe" }).getByRole("listitem");
  await expect(row).toContainText(/0:\d\d · /);
  expect(await isOld(page)).toBe(true);

  await notice(page).getByRole("button", { name: "Reload" }).click();
  await expect(notice(page)).toContainText("This page is the new one");
  await expect(row).toContainText(/0:\d\d · /);
  await expect(page.getByRole("textbox", { name: "Audio URL" })).toHaveValue("https://example.com/talk.mp3");
});

test("links of an old page lead to the new build, and a missing part of the old one brings it too", { tag: "@long" }, async ({ page }) => {
  await page.goto(app.url);
  await mark(page);
  await deploy();
  await page.getByRole("link", { name: "History", exact: true }).click();
  await expect(page.getByRole("heading", { name: "History" })).toBeVisible();
  expect(await isOld(page)).toBe(false);

  // The answer names a chunk that this server no longer has.
  await page.goto(app.url);
  await textField(page).fill("Still here.");
  await mark(page);
  let [refused, loadsAnew] = [0, false];
  await page.route("**/*", async (route) => {
    loadsAnew ||= route.request().isNavigationRequest();
    if (loadsAnew || !route.request().url().includes("/_next/static/chunks/")) return route.continue();
    refused += 1;
    await route.fulfill({ status: 404, body: "" });
  });
  await page.getByRole("link", { name: "Speech to text" }).click();
  await expect(notice(page)).toBeVisible();
  await expect(page.getByRole("heading", { name: "Speech to text" })).toBeVisible();
  expect([refused > 0, await isOld(page)]).toEqual([true, false]);
  await page.getByRole("link", { name: "Text to speech", exact: true }).click();
  await expect(textField(page)).toHaveValue("Still here.");
});
