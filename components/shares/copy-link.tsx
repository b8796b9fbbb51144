"use client";
import { clsx } from "clsx";
import { Check, Link2 } from "lucide-react";
import { useRef } from "react";
import { CopyField } from "@/components/shares/copy-field";
import { Button } from "@/components/ui/button";
import { takeLostFocus } from "@/components/ui/take-lost-focus";
import { useCopyNote } from "@/components/ui/use-copy-note";

/** A share's link to read, and to copy with one press, which is `primary` where nothing else is there to be done: it then has the focus. */
export function CopyLink({ path, title, primary = false }: { path: string; title: string; primary?: boolean }) {
  const field = useRef<HTMLInputElement>(null);
  const { note, copied, copy } = useCopyNote();
  const address = typeof location === "undefined" ? path : new URL(path, location.href).href;
  return (
    <div>
      <div className="flex flex-wrap gap-2">
        <CopyField ref={field} label={`Link to ${title}`} value={address} />
        <Button
          ref={primary ? takeLostFocus : undefined}
          size="small"
          variant={primary ? "primary" : "outline"}
          className="min-h-9"
          onClick={() => copy(address, "Link copied", { what: "The link", select: () => field.current?.focus() })}
        >
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
