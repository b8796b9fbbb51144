import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 390, height: 844 };

async function violations(page: Page): Promise<string[]> {
  // What has no other way to be pressed is at least 24 px large; what a finger presses, touch.spec.ts measures.
  // Legacy means in the page itself, in half the time: there are no frames that it could not look into.
  // Each player has a region "Waveform": the name is part of the contract, the player's own name tells them apart.
  const { violations: found } = await new AxeBuilder({ page }).setLegacyMode().options({ rules: { "target-size": { enabled: true }, "landmark-unique": { enabled: false } } }).analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html} ${node.failureSummary ?? ""}`).join("\n")}`);
}

/**
 * What is shown has nothing that axe finds, in a narrow window, light, and in a wide one, dark; and it fits the narrow one. What is
 * laid out by width and coloured by scheme has each of them so, in half the time of all four.
 */
export async function expectAccessible(page: Page): Promise<void> {
  for (const [size, colorScheme] of [[NARROW, "light"], [WIDE, "dark"]] as const) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(size.width);
  }
}
