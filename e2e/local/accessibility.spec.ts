import { expect, test } from "@playwright/test";
import { expectAccessible } from "../accessible";

test("axe finds nothing on the page, whatever is open on it", async ({ page }) => {
  test.slow();
  for (const address of ["/history", "/history?search=nothing", "/shares"]) {
    await page.goto(address);
    await expectAccessible(page);
  }
  await page.goto("/?timestamps=true");
  await expectAccessible(page);

  await page.getByRole("button", { name: "Generate speech" }).click();
  await page.getByText("Context", { exact: true }).click();
  await expectAccessible(page);

  await page.getByRole("textbox", { name: "Text", exact: true }).fill("What is here can be reached by everybody.");
  await page.getByRole("button", { name: "Generate speech" }).click();
  await expect(page.getByRole("button", { name: "Play" })).toBeVisible();
  await page.getByRole("button", { name: "Delete" }).click();
  await expectAccessible(page);
});

test("a sentence is spoken and played by keyboard alone", async ({ page }) => {
  await page.goto("/");
  const text = page.getByRole("textbox", { name: "Text", exact: true });
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(text).toBeFocused();
  await page.keyboard.type("No mouse was needed.");
  await page.keyboard.press("Control+Enter");
  const play = page.getByRole("button", { name: "Play" });
  await expect(play).toBeVisible();
  await play.focus();
  await page.keyboard.press("Space");
  await expect(page.getByRole("button", { name: "Pause" })).toBeFocused();
});

test("where motion is not wanted, nothing moves from light to dark by steps", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await page.goto("/");
  const seen = await page.evaluateHandle(() => ({
    moving: new Promise<number>((resolve) => {
      matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => resolve(document.getAnimations().length));
    }),
  }));
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  expect(await seen.evaluate(({ moving }) => moving)).toBe(0);
});
