"use client";
import { useEffect, useEffectEvent } from "react";
import { pageShortcuts, type ShortcutHandlers } from "@/components/shortcuts/page-shortcuts";
import type { ShortcutId } from "@/components/shortcuts/shortcut-list";

/** The page has these shortcuts while this is shown. */
export function usePageShortcuts(handlers: ShortcutHandlers): void {
  const run = useEffectEvent((id: ShortcutId) => handlers[id]?.());
  const ids = Object.keys(handlers).join(" ");
  useEffect(() => {
    const held = ids.split(" ").filter((id) => id !== "") as ShortcutId[];
    return pageShortcuts.hold(Object.fromEntries(held.map((id) => [id, () => run(id)])));
  }, [ids]);
}
