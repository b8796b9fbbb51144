"use client";
import { clsx } from "clsx";
import { CircleAlert, Mic, Pause, Upload } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useSyncExternalStore } from "react";
import { pageTitle } from "@/components/layout/page-title";
import { useFormats } from "@/components/locale/reader-locale";
import { NO_ACTIVITY, tabActivity } from "@/components/upload/tab-activity";
import { UPLOADS_PAGE } from "@/components/upload/uploads-page";
import { useFailureNews } from "@/components/upload/use-failure-news";

/** In the bar on top: what this tab goes on doing while people are on another page, and which of it came to nothing. */
export function UploadIndicator() {
  const formats = useFormats();
  const { recording, uploadedShare, pausedUploads, failedUploads } = useSyncExternalStore(tabActivity.subscribe, tabActivity.getSnapshot, () => NO_ACTIVITY);
  const path = usePathname();
  const elsewhere = path !== UPLOADS_PAGE;
  useFailureNews(failedUploads, elsewhere);
  const failed = failedUploads.length > 0;
  const failure = failed ? (failedUploads.length === 1 ? "Upload failed" : `${formats.count(failedUploads.length)} uploads failed`) : null;
  const progress = uploadedShare === null ? null : `Uploading ${formats.percent(Math.floor(uploadedShare * 100) / 100)}`;
  const paused = pausedUploads === 0 ? null : pausedUploads === 1 ? "Upload paused" : `${formats.count(pausedUploads)} uploads paused`;
  const news = (elsewhere ? failure : null) ?? progress ?? (elsewhere ? paused : null);
  useEffect(() => {
    pageTitle.tell("upload", news);
    return () => pageTitle.tell("upload", null);
  }, [news, path]);
  if (!elsewhere || (news === null && !recording)) return null;
  const Icon = recording ? Mic : failed ? CircleAlert : progress === null ? Pause : Upload;
  return (
    <Link
      href={UPLOADS_PAGE}
      className={clsx(
        "flex items-center gap-2 rounded-full px-3 py-1 text-label pointer-coarse:py-3 font-medium tabular-nums",
        failed && !recording ? "bg-danger-soft text-danger" : "bg-accent-soft text-accent",
      )}
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      {recording ? "Recording" : news}
    </Link>
  );
}
