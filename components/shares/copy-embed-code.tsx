"use client";
import { Check, CodeXml } from "lucide-react";
import { useRef, useState } from "react";
import { flushSync } from "react-dom";
import { CopyField } from "@/components/shares/copy-field";
import { embedCode, isEmbeddable } from "@/components/shares/embed-code";
import { Button } from "@/components/ui/button";
import { useCopyNote } from "@/components/ui/use-copy-note";
import type { ShareView } from "@/lib/shares/schema";

/** Copies what shows the share's player in another page, where there is one. Among the buttons of a row that wraps: what it says stands below them. */
export function CopyEmbedCode({ share }: { share: ShareView }) {
  const field = useRef<HTMLInputElement>(null);
  const [shown, setShown] = useState(false);
  const { note, copied, copy } = useCopyNote();
  if (!isEmbeddable(share)) return null;
  const code = () => embedCode(new URL(share.url, location.href).href, share.title);
  const select = () => {
    flushSync(() => setShown(true));
    field.current?.focus();
  };
  return (
    <>
      <Button variant="quiet" size="small" onClick={() => copy(code(), "Embed code copied", { what: "The code", select })}>
        {copied ? <Check aria-hidden className="size-4 text-accent" /> : <CodeXml aria-hidden className="size-4" />}
        Copy embed code
      </Button>
      {shown && <CopyField ref={field} label={`Embed code of ${share.title}`} value={code()} className="order-last my-1.5 ml-2.5 basis-full" />}
      <p role="status" className={note === "" ? "sr-only" : "order-last basis-full px-2.5 text-label text-ink-soft"}>
        {note}
      </p>
    </>
  );
}
