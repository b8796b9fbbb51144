"use client";
import { Keyboard } from "lucide-react";
import { useEffect, useState } from "react";
import { loadCode } from "@/components/connection/load-code";
import { pageShortcuts } from "@/components/shortcuts/page-shortcuts";
import type { ShortcutSheet } from "@/components/shortcuts/shortcut-sheet";
import { usePageShortcuts } from "@/components/shortcuts/use-page-shortcuts";
import { Button } from "@/components/ui/button";

/** Has the page listen to its shortcuts, and lists them: by a press, or by "?". The list is loaded when it is opened. */
export function KeyboardShortcuts() {
  const [Sheet, setSheet] = useState<typeof ShortcutSheet | null>(null);
  const [opened, setOpened] = useState(false);
  const [note, setNote] = useState("");
  useEffect(() => {
    document.addEventListener("keydown", pageShortcuts.press);
    return () => document.removeEventListener("keydown", pageShortcuts.press);
  }, []);
  const open = async () => {
    setNote("");
    const code = await loadCode(() => import("@/components/shortcuts/shortcut-sheet"), () => setNote("The server did not answer. Press again."));
    if (code === null) return;
    setSheet(() => code.ShortcutSheet);
    setOpened(true);
  };
  usePageShortcuts({ help: () => void open() });
  return (
    <>
      <Button variant="quiet" size="small" className="noscript:hidden" onClick={() => void open()}>
        <Keyboard aria-hidden className="size-4" />
        Keyboard shortcuts
      </Button>
      <span role="status" className="text-label text-ink-soft">
        {note}
      </span>
      {Sheet !== null && opened && <Sheet onClose={() => setOpened(false)} />}
    </>
  );
}
