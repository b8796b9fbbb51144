"use client";
import { Mic, Upload } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useSyncExternalStore } from "react";
import { microphone } from "@/components/upload/microphone/microphone";
import { useUploads } from "@/components/upload/use-uploads";

const MOVING: readonly string[] = ["announcing", "waiting", "sending", "lost"];

/** In the bar on top: what this tab goes on doing while people are on another page. */
export function UploadIndicator() {
  const uploads = useUploads().filter(({ phase }) => MOVING.includes(phase));
  const recording = useSyncExternalStore(microphone.subscribe, () => microphone.getSnapshot().phase, () => "idle");
  const records = recording === "recording" || recording === "paused";
  if (usePathname() === "/transcribe" || (uploads.length === 0 && !records)) return null;
  const total = uploads.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const share = total === 0 ? 0 : uploads.reduce((sum, { sentBytes }) => sum + sentBytes, 0) / total;
  return (
    <Link href="/transcribe" className="ml-auto flex items-center gap-2 rounded-full bg-accent-soft px-3 py-1 text-label font-medium tabular-nums text-accent">
      {records ? <Mic aria-hidden className="size-4" /> : <Upload aria-hidden className="size-4" />}
      {records ? "Recording" : `Uploading ${Math.floor(share * 100)} %`}
    </Link>
  );
}
