import { expect, test } from "@playwright/test";

test("the page says whose voices these are", async ({ page }) => {
  await page.goto("/");
  await expect(page.getByText("Voices by ElevenLabs, through kie.ai.")).toBeVisible();
});
