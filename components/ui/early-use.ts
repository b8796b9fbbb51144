"use client";
import { type RefObject, useEffect, useRef } from "react";

const TYPED_IN = 'input:is([type="search"], [type="text"])';

/** What somebody did in a place that did not listen yet. */
interface EarlyUse {
  /** As they were served; each keeps what was typed in it. */
  readonly fields: readonly HTMLInputElement[];
  focused: Element | null;
  /** The name of the button that was pressed last. */
  pressed: string | null;
}

/**
 * For a place that can be used before it listens, and whose elements are others by then: what was typed is typed again into the field of
 * the same name, which gets the focus back that the old one had, and the button that was pressed last is pressed again.
 */
export function useEarlyUse<Place extends HTMLElement>(listening: boolean): RefObject<Place | null> {
  const place = useRef<Place>(null);
  const early = useRef<EarlyUse>(null);
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    if (listening) {
      if (early.current !== null) doAgain(early.current, element);
      early.current = null;
      return;
    }
    const use: EarlyUse = { fields: [...element.querySelectorAll<HTMLInputElement>(TYPED_IN)], focused: document.activeElement, pressed: null };
    early.current = use;
    const notePress = ({ target }: MouseEvent) => {
      const button = target instanceof Element ? target.closest("button") : null;
      if (button !== null) use.pressed = nameOf(button);
    };
    const noteFocus = () => (use.focused = document.activeElement);
    element.addEventListener("click", notePress);
    document.addEventListener("focusin", noteFocus);
    return () => {
      element.removeEventListener("click", notePress);
      document.removeEventListener("focusin", noteFocus);
    };
  }, [listening]);
  return place;
}

function doAgain({ fields, focused, pressed }: EarlyUse, element: HTMLElement): void {
  for (const field of fields) {
    const present = [...element.querySelectorAll<HTMLInputElement>(TYPED_IN)].find((other) => nameOf(other) === nameOf(field));
    // Who has gone on elsewhere stays there.
    if (field === focused && document.activeElement === document.body) present?.focus({ preventScroll: true });
    if (field.value === "" || present === undefined) continue;
    present.setRangeText(field.value, 0, present.value.length, "end");
    present.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
  if (pressed !== null) [...element.querySelectorAll("button")].find((button) => nameOf(button) === pressed)?.click();
}

function nameOf(element: HTMLElement): string {
  return element.getAttribute("aria-label") ?? element.textContent;
}
