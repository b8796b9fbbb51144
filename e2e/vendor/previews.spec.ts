import { expect, test } from "@playwright/test";
import { expectAccessible } from "../accessible";
import { behave, createTasks } from "./stand-in";
import { openStudio } from "./studio";

test("a preview is offered with its price, made once, and then heard by every visitor", async ({ page, browser }) => {
  await openStudio(page);
  const preview = page.getByRole("button", { name: "Preview Bill" });
  await preview.click();
  await expect(page.getByRole("status").filter({ hasText: "No sample of Bill here yet. Making one uses credits, once for everybody." })).toBeVisible();
  await expect(preview).toHaveAttribute("aria-pressed", "false");
  await expectAccessible(page);
  expect(await createTasks("I'm Bill.")).toHaveLength(0);

  const heard = page.waitForResponse(/\/api\/voices\/Bill\/sample/);
  await page.getByRole("button", { name: "Make the sample" }).click();
  expect((await heard).ok()).toBe(true);
  await expect(preview).toHaveAttribute("aria-pressed", "true");
  await expect(page.getByText("No sample of Bill here yet.")).toHaveCount(0);

  await test.step("another visitor", async () => {
    const other = await browser.newContext();
    const otherPage = await other.newPage();
    await openStudio(otherPage);
    const heardToo = otherPage.waitForResponse(/\/api\/voices\/Bill\/sample/);
    await otherPage.getByRole("button", { name: "Preview Bill" }).click();
    expect((await heardToo).ok()).toBe(true);
    await expect(otherPage.getByText("Making one uses credits")).toHaveCount(0);
    await other.close();
  });
  expect(await createTasks("I'm Bill.")).toHaveLength(1);
});

test("each voice is described in full", async ({ page }) => {
  await openStudio(page);
  const voices = page.getByRole("radiogroup", { name: "Voice" });
  await expect(voices.getByText("intense, transatlantic")).toBeVisible();
  const cut = await voices.evaluate((list) => [...list.querySelectorAll("span")].filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).map(({ textContent }) => textContent));
  expect(cut).toEqual([]);
});

test("two visitors who ask for a sample at the same time make one", async ({ page, browser }) => {
  const other = await browser.newContext();
  const pages = [page, await other.newPage()];
  const heard = pages.map(async (visitor) => {
    await openStudio(visitor);
    await visitor.getByRole("button", { name: "Preview Lily" }).click();
    await expect(visitor.getByRole("button", { name: "Make the sample" })).toBeVisible();
  });
  await Promise.all(heard);
  await Promise.all(
    pages.map(async (visitor) => {
      const sample = visitor.waitForResponse(/\/api\/voices\/Lily\/sample/);
      await visitor.getByRole("button", { name: "Make the sample" }).click();
      expect((await sample).ok()).toBe(true);
    }),
  );
  expect(await createTasks("I'm Lily.")).toHaveLength(1);
  await other.close();
});

test("a sample that fails says why, and is offered again", async ({ page }) => {
  await behave("I'm Eric.", { create: { kind: "code", code: 402 } });
  await openStudio(page);
  const preview = page.getByRole("button", { name: "Preview Eric" });
  await preview.click();
  await page.getByRole("button", { name: "Make the sample" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "The speech service account has run out of credits." })).toBeVisible();
  expect(await createTasks("I'm Eric.")).toHaveLength(1);
  await preview.click();
  await expect(page.getByText("No sample of Eric here yet.")).toBeVisible();
});
