import type { Page } from "@playwright/test";

/** What a finger wants of a target, in CSS pixels. */
const SIDE = 44;

/**
 * What can be pressed on a page and is smaller than 44 by 44 CSS pixels, each by its name and size. A target is what answers to a
 * finger: a field's label belongs to it. Left out is what WCAG leaves out: links and words in the middle of a text.
 */
export function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate((side) => {
    const inText = (element: Element) => {
      const sentence = element.closest("p, li, dd, h1, h2, h3");
      return getComputedStyle(element).display === "inline" && sentence !== null && sentence.textContent.trim().length > element.textContent.trim().length + 3;
    };
    const boxOf = (element: Element): DOMRect => {
      const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])].filter((label) => label.contains(element)) : [];
      return (labels[0] ?? element).getBoundingClientRect();
    };
    const candidates = [...document.querySelectorAll<HTMLElement>("a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=menuitem], [tabindex='0']")];
    const open = document.querySelector("dialog[open]");
    return candidates.flatMap((element) => {
      const style = getComputedStyle(element);
      const away = (open !== null && !open.contains(element)) || style.pointerEvents === "none" || style.visibility === "hidden" || !element.checkVisibility();
      const { width, height } = boxOf(element);
      // What only screen readers have is no target of a finger.
      if (away || inText(element) || width <= 1 || height <= 1 || element.dataset["word"] !== undefined) return [];
      const name = element.getAttribute("aria-label") ?? (element.textContent !== "" ? element.textContent.trim() : (element.getAttribute("name") ?? element.tagName));
      return width + 0.5 >= side && height + 0.5 >= side ? [] : [`${element.tagName.toLowerCase()} ${name.slice(0, 40)}: ${width.toFixed(0)} × ${height.toFixed(0)}`];
    });
  }, SIDE);
}
