"use client";
import { Mic, Upload } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useSyncExternalStore } from "react";
import { pageTitle } from "@/components/layout/page-title";
import { useFormats } from "@/components/locale/reader-locale";
import { type Activity, tabActivity } from "@/components/upload/tab-activity";

const NOTHING: Activity = { recording: false, uploadedShare: null };

/** In the bar on top: what this tab goes on doing while people are on another page. */
export function UploadIndicator() {
  const formats = useFormats();
  const { recording, uploadedShare } = useSyncExternalStore(tabActivity.subscribe, tabActivity.getSnapshot, () => NOTHING);
  const path = usePathname();
  const progress = uploadedShare === null ? null : `Uploading ${formats.percent(Math.floor(uploadedShare * 100) / 100)}`;
  useEffect(() => {
    pageTitle.tell("upload", progress);
    return () => pageTitle.tell("upload", null);
  }, [progress, path]);
  if (path === "/transcribe" || (uploadedShare === null && !recording)) return null;
  return (
    <Link href="/transcribe" className="flex items-center gap-2 rounded-full bg-accent-soft px-3 py-1 text-label pointer-coarse:py-3 font-medium tabular-nums text-accent">
      {recording ? <Mic aria-hidden className="size-4" /> : <Upload aria-hidden className="size-4" />}
      {recording ? "Recording" : progress}
    </Link>
  );
}
