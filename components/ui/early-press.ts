"use client";
import { type RefObject, useEffect, useRef } from "react";

/**
 * For a place whose buttons are there before they listen: the one that was pressed last meanwhile is pressed again when they do, by its
 * name, since it may be another element by then.
 */
export function useEarlyPress<Place extends HTMLElement>(listening: boolean): RefObject<Place | null> {
  const place = useRef<Place>(null);
  const pressed = useRef<string | null>(null);
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    if (listening) {
      const name = pressed.current;
      pressed.current = null;
      if (name !== null) [...element.querySelectorAll("button")].find((button) => nameOf(button) === name)?.click();
      return;
    }
    const note = ({ target }: MouseEvent) => {
      const button = target instanceof Element ? target.closest("button") : null;
      if (button !== null) pressed.current = nameOf(button);
    };
    element.addEventListener("click", note);
    return () => element.removeEventListener("click", note);
  }, [listening]);
  return place;
}

function nameOf(button: HTMLButtonElement): string {
  return button.getAttribute("aria-label") ?? button.textContent;
}
