/**
 * Gives the focus to what takes the place of what had it, as its `ref` or once it is there. Where the focus has moved on meanwhile, it is
 * left there.
 */
export function takeLostFocus(element: HTMLElement | null): void {
  if (document.activeElement === document.body) element?.focus();
}
