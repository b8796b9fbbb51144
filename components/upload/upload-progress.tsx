"use client";
import { clsx } from "clsx";
import { useEffect, useState } from "react";
import { useFormats } from "@/components/locale/reader-locale";
import { formatTimeLeft, secondsLeft } from "@/components/upload/upload-rate";
import type { UploadView } from "@/components/upload/upload-view";
import type { Formats } from "@/lib/locale/formats";

/** How far an upload of this tab is: a bar, and beneath it bytes, rate and time left, or why it does not move. */
export function UploadProgress({ upload, label }: { upload: UploadView; label: string }) {
  const formats = useFormats();
  const { sentBytes, sizeBytes, phase } = upload;
  return (
    <div>
      <ProgressBar label={label} done={sentBytes} total={sizeBytes} still={phase !== "sending"} />
      <p className={clsx("mt-1.5 text-label tabular-nums", phase === "lost" ? "text-danger" : "text-ink-soft")}>
        {phase === "lost" && upload.retryAt !== null ? <Countdown retryAt={upload.retryAt} /> : describe(upload, formats)}
      </p>
    </div>
  );
}

/** A bar of what has been done of a whole, in bytes. */
export function ProgressBar({ label, done, total, still }: { label: string; done: number; total: number; still: boolean }) {
  const formats = useFormats();
  const share = total === 0 ? 0 : Math.min(1, done / total);
  const wholePercent = Math.floor(share * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={wholePercent}
      aria-valuetext={`${formats.percent(wholePercent / 100)}, ${formats.bytes(done)} of ${formats.bytes(total)}`}
      className="h-1.5 overflow-hidden rounded-full bg-line"
    >
      <div
        ref={(bar) => bar?.style.setProperty("--share", String(share))}
        className={clsx("h-full origin-left scale-x-(--share) transition-transform duration-500 ease-linear", still ? "bg-line-strong" : "bg-accent")}
      />
    </div>
  );
}

function describe({ phase, sentBytes, sizeBytes, bytesPerSecond }: UploadView, formats: Formats): string {
  const far = `${formats.bytes(sentBytes)} of ${formats.bytes(sizeBytes)}`;
  switch (phase) {
    case "announcing":
      return "Starting";
    case "waiting":
      return sentBytes === 0 ? `Waiting for its turn · ${formats.bytes(sizeBytes)}` : `Waiting for its turn at ${far}`;
    case "paused":
      return `Paused at ${far}`;
    case "sent":
      return `All of ${formats.bytes(sizeBytes)} sent`;
    default: {
      const left = secondsLeft(sizeBytes - sentBytes, bytesPerSecond);
      return [far, bytesPerSecond === null ? null : formats.byteRate(bytesPerSecond), left === null ? null : `${formatTimeLeft(left, formats)} left`]
        .filter((part) => part !== null)
        .join(" · ");
    }
  }
}

function Countdown({ retryAt }: { retryAt: number }) {
  const formats = useFormats();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(1, Math.ceil((retryAt - now) / 1000));
  return `Connection lost, trying again in ${formats.duration({ seconds })}`;
}
