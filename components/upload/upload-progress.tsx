"use client";
import { clsx } from "clsx";
import { useEffect, useState } from "react";
import { formatTimeLeft, secondsLeft } from "@/components/upload/upload-rate";
import type { UploadView } from "@/components/upload/upload-view";
import { formatBytes } from "@/lib/recordings/naming";

/** How far an upload of this tab is: a bar, and beneath it bytes, rate and time left, or why it does not move. */
export function UploadProgress({ upload, label }: { upload: UploadView; label: string }) {
  const { sentBytes, sizeBytes, phase } = upload;
  return (
    <div>
      <ProgressBar label={label} done={sentBytes} total={sizeBytes} still={phase !== "sending"} />
      <p className={clsx("mt-1.5 text-label tabular-nums", phase === "lost" ? "text-danger" : "text-ink-soft")}>
        {phase === "lost" && upload.retryAt !== null ? <Countdown retryAt={upload.retryAt} /> : describe(upload)}
      </p>
    </div>
  );
}

/** A bar of what has been done of a whole, in bytes. */
export function ProgressBar({ label, done, total, still }: { label: string; done: number; total: number; still: boolean }) {
  const share = total === 0 ? 0 : Math.min(1, done / total);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.floor(share * 100)}
      aria-valuetext={`${Math.floor(share * 100)} %, ${formatBytes(done)} of ${formatBytes(total)}`}
      className="h-1.5 overflow-hidden rounded-full bg-line"
    >
      <div
        ref={(bar) => bar?.style.setProperty("--share", String(share))}
        className={clsx("h-full origin-left scale-x-(--share) transition-transform duration-500 ease-linear", still ? "bg-line-strong" : "bg-accent")}
      />
    </div>
  );
}

function describe({ phase, sentBytes, sizeBytes, bytesPerSecond }: UploadView): string {
  const far = `${formatBytes(sentBytes)} of ${formatBytes(sizeBytes)}`;
  switch (phase) {
    case "announcing":
      return "Starting";
    case "waiting":
      return sentBytes === 0 ? `Waiting for its turn · ${formatBytes(sizeBytes)}` : `Waiting for its turn at ${far}`;
    case "paused":
      return `Paused at ${far}`;
    case "sent":
      return `All of ${formatBytes(sizeBytes)} sent`;
    default: {
      const left = secondsLeft(sizeBytes - sentBytes, bytesPerSecond);
      return [far, bytesPerSecond === null ? null : `${formatBytes(Math.round(bytesPerSecond))}/s`, left === null ? null : `${formatTimeLeft(left)} left`]
        .filter((part) => part !== null)
        .join(" · ");
    }
  }
}

function Countdown({ retryAt }: { retryAt: number }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(1, Math.ceil((retryAt - now) / 1000));
  return `Connection lost, trying again in ${seconds} s`;
}
