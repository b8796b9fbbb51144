import { expect, test } from "@playwright/test";
import { expectAccessible } from "../accessible";
import { generateButton, textField } from "../vendor/studio";

test("a page that cannot show what it read comes back with one press, and its text with it", async ({ page }) => {
  await page.goto("/");
  await page.route("**/api/tasks?*", (route) => route.fulfill({ json: { tasks: [{}], nextCursor: null } }));
  await textField(page).fill("Not lost either.");
  await generateButton(page).click();
  await expect(page.getByRole("heading", { name: "This page could not be shown" })).toBeVisible();
  await expectAccessible(page);
  await page.unrouteAll();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(textField(page)).toHaveValue("Not lost either.");
  await expect(page.getByRole("article", { name: /Not lost either/ })).toHaveCount(1);
});

test("when even the frame of the page fails, one press brings it back", async ({ page, context }) => {
  await page.goto("/");
  await textField(page).fill("Still not lost.");
  await page.evaluate(() => Object.defineProperty(Intl.DateTimeFormat.prototype, "format", { get: () => { throw new Error("No times here."); } }));
  await context.setOffline(true);
  await generateButton(page).click();
  await expect(page.getByRole("heading", { name: "Soundcheck could not be shown" })).toBeVisible();
  await expectAccessible(page);
  await context.setOffline(false);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(textField(page)).toHaveValue("Still not lost.");
});

test("an address that leads nowhere says so, and leads back", async ({ page }) => {
  for (const address of ["/nowhere", "/tasks/none"]) {
    await page.goto(address);
    await expect(page.getByRole("heading", { name: "There is nothing here" })).toBeVisible();
  }
  await expectAccessible(page);
  await page.getByRole("link", { name: "Go to text to speech" }).click();
  await expect(textField(page)).toBeEditable();
});
