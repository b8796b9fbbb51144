"use client";
import { Mic, Upload } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useSyncExternalStore } from "react";
import { useFormats } from "@/components/locale/reader-locale";
import { type Activity, tabActivity } from "@/components/upload/tab-activity";

const NOTHING: Activity = { recording: false, uploadedShare: null };

/** In the bar on top: what this tab goes on doing while people are on another page. */
export function UploadIndicator() {
  const formats = useFormats();
  const { recording, uploadedShare } = useSyncExternalStore(tabActivity.subscribe, tabActivity.getSnapshot, () => NOTHING);
  if (usePathname() === "/transcribe" || (uploadedShare === null && !recording)) return null;
  return (
    <Link href="/transcribe" className="flex items-center gap-2 rounded-full bg-accent-soft px-3 py-1 text-label font-medium tabular-nums text-accent">
      {recording ? <Mic aria-hidden className="size-4" /> : <Upload aria-hidden className="size-4" />}
      {recording ? "Recording" : `Uploading ${formats.percent(Math.floor((uploadedShare ?? 0) * 100) / 100)}`}
    </Link>
  );
}
