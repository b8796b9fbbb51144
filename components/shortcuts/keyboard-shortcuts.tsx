"use client";
import { Keyboard } from "lucide-react";
import { useEffect, useState } from "react";
import { useCode } from "@/components/connection/use-code";
import { pageShortcuts } from "@/components/shortcuts/page-shortcuts";
import { usePageShortcuts } from "@/components/shortcuts/use-page-shortcuts";
import { Button } from "@/components/ui/button";

/** Has the page listen to its shortcuts, and lists them: by a press, or by "?". The list is loaded when it is opened. */
export function KeyboardShortcuts() {
  const { code, ask, note } = useCode(() => import("@/components/shortcuts/shortcut-sheet"));
  const [opened, setOpened] = useState(false);
  useEffect(() => {
    document.addEventListener("keydown", pageShortcuts.press);
    return () => document.removeEventListener("keydown", pageShortcuts.press);
  }, []);
  const open = () => void ask().then(setOpened);
  usePageShortcuts({ help: open });
  return (
    <>
      <Button variant="quiet" size="small" className="noscript:hidden" onClick={open}>
        <Keyboard aria-hidden className="size-4" />
        Keyboard shortcuts
      </Button>
      <span role="status" className="text-label text-ink-soft">
        {note}
      </span>
      {code !== null && opened && <code.ShortcutSheet onClose={() => setOpened(false)} />}
    </>
  );
}
