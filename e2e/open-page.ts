import type { Page } from "@playwright/test";

/** Opens a page and waits until it listens: what is pressed before is lost, as it is for people, who take longer. */
export async function openPage(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.waitForFunction(() => {
    const control = document.querySelector("main button, main input, main textarea");
    return control !== null && Object.keys(control).some((key) => key.startsWith("__reactProps"));
  });
}

/** Waits until the transcript of a page that was opened is more than the server rendered of it. */
export async function untilTranscriptListens(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector("[data-as-served]") === null);
}
