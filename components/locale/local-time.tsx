"use client";
import { useFormats } from "@/components/locale/reader-locale";
import { useHydrated } from "@/components/ui/use-hydrated";
import type { TimeKind } from "@/lib/locale/formats";

/**
 * A time (milliseconds since 1970) in the reader's own time zone. Only their browser knows it: until it has taken the page over, and
 * without JavaScript, the time is that of UTC, and says so.
 */
export function LocalTime({ at, kind, className }: { at: number; kind: TimeKind; className?: string }) {
  const formats = useFormats();
  const hydrated = useHydrated();
  // What the server wrote stays for the first render: the browser need not make the formats for it.
  const text = hydrated ? formats.time(at, kind) : typeof window === "undefined" ? `${formats.time(at, kind, "UTC")} UTC` : "";
  return (
    <time dateTime={new Date(at).toISOString()} suppressHydrationWarning className={className}>
      {text}
    </time>
  );
}
