import { expect, test } from "@playwright/test";
import { onlyCreateTask } from "./stand-in";
import { generateButton, newSentence, playButton, takesOf, textField } from "./studio";

test("what is written before the page listens is not lost, and does not get into the address", async ({ page }) => {
  const { marker, text } = newSentence();
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/_next/static/**", async (route) => {
    if (route.request().resourceType() === "script") await released;
    await route.continue();
  });
  await page.goto("/", { waitUntil: "commit" });
  await textField(page).fill(text);
  await generateButton(page).click({ force: true });
  await page.getByRole("spinbutton", { name: "Speed" }).press("Enter");
  release();
  await generateButton(page).click();
  await expect(playButton(takesOf(page, marker))).toBeVisible();
  expect(page.url()).not.toContain(marker);
  expect((await onlyCreateTask(marker)).input["text"]).toBe(text);
});
