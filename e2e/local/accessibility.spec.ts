import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";

async function violations(page: Page): Promise<string[]> {
  // Each player has a region "Waveform": the name is part of the contract, the player's own name tells them apart.
  const { violations: found } = await new AxeBuilder({ page }).disableRules(["landmark-unique"]).analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`);
}

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [1440, 390]) {
    test(`axe finds nothing on the page, ${colorScheme}, ${width} px`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.setViewportSize({ width, height: 900 });
      await page.goto("/?timestamps=true");
      expect(await violations(page)).toEqual([]);

      await page.getByRole("button", { name: "Generate speech" }).click();
      await page.getByText("Context", { exact: true }).click();
      expect(await violations(page)).toEqual([]);

      await page.getByRole("textbox", { name: "Text", exact: true }).fill("What is here can be reached by everybody.");
      await page.getByRole("button", { name: "Generate speech" }).click();
      await expect(page.getByRole("button", { name: "Play" })).toBeVisible();
      await page.getByRole("button", { name: "Delete" }).click();
      expect(await violations(page)).toEqual([]);
    });
  }
}

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
