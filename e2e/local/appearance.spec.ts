import { expect, type Page, test } from "@playwright/test";
import { openPage } from "../open-page";

/** How light the page is behind everything, from 0 to 255. */
function lightness(page: Page): Promise<number> {
  return page.evaluate(() => {
    const context = new OffscreenCanvas(1, 1).getContext("2d");
    if (context === null) throw new Error("There is no canvas.");
    context.fillStyle = getComputedStyle(document.body).backgroundColor;
    context.fillRect(0, 0, 1, 1);
    return context.getImageData(0, 0, 1, 1).data[0] ?? 0;
  });
}

test("light or dark goes by the system until somebody chooses, and then stays, without scripts too", async ({ page, browser }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await openPage(page, "/");
  expect(await lightness(page)).toBeGreaterThan(200);
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await lightness(page)).toBeLessThan(60);
  expect((await page.context().cookies()).map(({ name }) => name)).not.toContain("soundcheck_theme");

  const kept = page.waitForResponse("**/api/theme");
  await page.getByRole("combobox", { name: "Theme" }).selectOption("Light");
  expect(await lightness(page)).toBeGreaterThan(200);
  expect((await kept).status()).toBe(200);

  const plain = await browser.newContext({ javaScriptEnabled: false, colorScheme: "dark", storageState: await page.context().storageState() });
  const plainPage = await plain.newPage();
  await plainPage.goto(new URL("/history", page.url()).href);
  expect(await lightness(plainPage)).toBeGreaterThan(200);
  await plain.close();

  await page.reload();
  await expect(page.getByRole("combobox", { name: "Theme" })).toHaveValue("light");
  await page.getByRole("combobox", { name: "Theme" }).selectOption("As the system");
  await expect.poll(async () => (await page.context().cookies()).some(({ name }) => name === "soundcheck_theme")).toBe(false);
  expect(await lightness(page)).toBeLessThan(60);
});

test("with letters of twice the size, pages still fit a phone", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openPage(page, "/");
  await page.getByRole("textbox", { name: "Text", exact: true }).fill("What is large can be read by everybody.");
  await page.getByRole("button", { name: "Generate speech" }).click();
  await expect(page.getByRole("button", { name: "Play" })).toBeVisible();
  for (const address of ["/", "/transcribe", "/history", "/shares"]) {
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
    expect(await page.evaluate(() => document.documentElement.scrollWidth), address).toBe(390);
  }
});

test("a link to the app unfurls, and devices can keep it", async ({ page, request }) => {
  for (const [address, title] of [["/", "Text to speech · Soundcheck"], ["/transcribe", "Speech to text · Soundcheck"]] as const) {
    await page.goto(address);
    const meta = (name: string) => page.locator(`meta[property="${name}"], meta[name="${name}"]`).getAttribute("content");
    expect(await meta("og:title")).toBe(title);
    expect(await meta("og:description")).toBe(await meta("description"));
    expect(await meta("robots")).toBe("index");
    const picture = await request.get((await meta("og:image")) ?? "");
    expect(picture.headers()).toMatchObject({ "content-type": "image/png", "cross-origin-resource-policy": "cross-origin" });
  }
  await page.goto("/history");
  await expect(page.locator('meta[name="robots"]')).toHaveAttribute("content", "noindex");
  const manifest = await request.get((await page.locator('link[rel="manifest"]').getAttribute("href")) ?? "");
  const { icons } = (await manifest.json()) as { icons: { src: string; type: string }[] };
  for (const { src, type } of icons) expect((await request.get(src)).headers()["content-type"]).toBe(type);
});
