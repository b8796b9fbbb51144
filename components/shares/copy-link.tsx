"use client";
import { clsx } from "clsx";
import { Check, Link2 } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { copyText } from "@/components/ui/copy-text";
import { Button } from "@/components/ui/button";

/** How long it says that the link was copied. */
const NOTE_MS = 2500;

/** A share's link to read, and to copy with one press, which is `primary` where nothing else is there to be done. */
export function CopyLink({ path, title, primary = false }: { path: string; title: string; primary?: boolean }) {
  const field = useRef<HTMLInputElement>(null);
  const [note, setNote] = useState("");
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (note === "") return;
    const timer = setTimeout(() => {
      setNote("");
      setCopied(false);
    }, NOTE_MS);
    return () => clearTimeout(timer);
  }, [note]);

  const copy = async () => {
    field.current?.select();
    const done = await copyText(new URL(path, location.href).href);
    setCopied(done);
    setNote(done ? "Link copied" : "The browser did not allow copying. The link is selected: copy it with the keyboard.");
  };
  return (
    <div>
      <div className="flex flex-wrap gap-2">
        <input
          ref={field}
          readOnly
          dir="ltr"
          aria-label={`Link to ${title}`}
          // The server does not know under which address it is seen.
          suppressHydrationWarning
          value={typeof location === "undefined" ? path : new URL(path, location.href).href}
          onFocus={(event) => event.currentTarget.select()}
          className="h-9 min-w-0 grow basis-48 truncate rounded-lg border border-line bg-surface-sunken px-3 font-mono text-label text-ink-soft pointer-coarse:h-11"
        />
        <Button size="small" variant={primary ? "primary" : "outline"} className="min-h-9" onClick={() => void copy()}>
          {copied ? <Check aria-hidden className={clsx("size-4", !primary && "text-accent")} /> : <Link2 aria-hidden className="size-4" />}
          Copy link
        </Button>
      </div>
      <p role="status" className={note === "" ? "sr-only" : "mt-1 text-label text-ink-soft"}>
        {note}
      </p>
    </div>
  );
}
