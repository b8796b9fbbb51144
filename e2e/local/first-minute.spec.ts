import { expect, test } from "@playwright/test";

test("a newcomer hears a sample text in two voices", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("group", { name: "Or try a sample" }).getByRole("button", { name: "A welcome" }).click();
  await expect(page.getByRole("textbox", { name: "Text", exact: true })).toHaveValue(/^Welcome!/);
  await expect(page.getByRole("group", { name: "Or try a sample" })).toBeHidden();
  const takes = page.getByRole("list", { name: "Takes" });

  for (const voice of ["Rachel", "George"]) {
    await page.getByRole("radio", { name: voice }).check();
    await page.getByRole("button", { name: "Generate speech" }).click();
    const take = takes.getByRole("article", { name: new RegExp(`^${voice}`) });
    await take.getByRole("button", { name: "Play" }).click();
    await expect(take.getByRole("button", { name: "Pause" })).toBeVisible();
    await expect(take.getByRole("slider", { name: "Seek" })).not.toHaveValue("0");
  }
});
