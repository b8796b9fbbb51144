import { useSyncExternalStore } from "react";

/** Whether the page listens: false on the server and in the browser's first render, which must be like the server's. */
export function useHydrated(): boolean {
  return useSyncExternalStore(neverChanges, () => true, () => false);
}

function neverChanges(): () => void {
  return () => undefined;
}
