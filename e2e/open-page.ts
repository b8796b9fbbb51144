import type { Page } from "@playwright/test";

/** Opens a page and waits until it listens: what is pressed before is lost, as it is for people, who take longer. */
export async function openPage(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.waitForFunction(() => {
    const control = document.querySelector("main button, main input, main textarea");
    return control !== null && Object.keys(control).some((key) => key.startsWith("__reactProps"));
  });
}
