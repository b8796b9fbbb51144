"use client";
import { type RefObject, useEffect, useEffectEvent, useRef } from "react";

/**
 * For a control that can be used as soon as it is shown: what somebody typed or chose before the page listened stays in the element,
 * and React does not hear of it. `take` is called once with the element when the page listens, to take over what differs.
 */
export function useEarlyInput<Control extends HTMLElement>(take: (control: Control) => void): RefObject<Control | null> {
  const control = useRef<Control>(null);
  const onListening = useEffectEvent(() => {
    if (control.current !== null) take(control.current);
  });
  useEffect(() => onListening(), []);
  return control;
}
