import type { Locator, Page } from "@playwright/test";

/** More presses than anybody should need from one end of a page to the other. */
const MOST_PRESSES = 40;

/** Presses Tab, or Shift+Tab, until something has the focus. */
export async function tabTo(page: Page, target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  for (let presses = 0; presses < MOST_PRESSES; presses += 1) {
    await page.keyboard.press(key);
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`${MOST_PRESSES} presses of ${key} did not lead there.`);
}
