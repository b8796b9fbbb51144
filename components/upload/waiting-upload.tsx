"use client";
import { Clock3 } from "lucide-react";
import { useEffect } from "react";
import { useFormats } from "@/components/locale/reader-locale";
import { ChooseAgain } from "@/components/upload/choose-again";
import { UploadControls } from "@/components/upload/upload-controls";
import { ProgressBar, UploadProgress } from "@/components/upload/upload-progress";
import { uploads } from "@/components/upload/upload-store";
import { useHeldElsewhere } from "@/components/upload/use-held-elsewhere";
import { useUploads } from "@/components/upload/use-uploads";
import type { TranscriptionTaskView } from "@/lib/tasks/schema";

/** A transcription whose recording is still on its way: how far the upload is, and what it needs to go on. */
export function WaitingUpload({ task: { state, recording } }: { task: TranscriptionTaskView }) {
  const formats = useFormats();
  const upload = useUploads().find(({ recordingId }) => recordingId === recording.id);
  const elsewhere = useHeldElsewhere([recording.id]).has(recording.id);
  const cancelled = state === "cancelled";
  const uploadId = upload?.id;
  useEffect(() => {
    // Nobody waits for it any more; it can be taken up again, and the task with it.
    if (cancelled && uploadId !== undefined) uploads.pause(uploadId);
  }, [cancelled, uploadId]);
  const label = `Upload of ${recording.name}`;
  const far = `${formats.bytes(recording.receivedBytes)} of ${formats.bytes(recording.sizeBytes ?? 0)}`;
  return (
    <div className="mt-2 rounded-lg bg-surface-sunken px-gutter py-3 text-sm">
      {!cancelled && (
        <p role="status" aria-live="off" className="mb-2.5 flex items-center gap-2 font-medium">
          <Clock3 aria-hidden className="size-4 shrink-0" />
          Starts when the upload is complete
        </p>
      )}
      {upload === undefined ? (
        <>
          <ProgressBar label={label} done={recording.receivedBytes} total={recording.sizeBytes ?? 0} still />
          <p suppressHydrationWarning className="mt-1.5 text-label text-ink-soft">
            {elsewhere
              ? "Being uploaded in another tab"
              : recording.origin === "microphone"
                ? `${far} are here. The rest is kept in the browser that recorded it, on the page “Speech to text”.`
                : `${far} are here. Choose the same file to go on.`}
          </p>
        </>
      ) : (
        <UploadProgress upload={upload} label={label} />
      )}
      {upload?.problem != null && (
        <p role="alert" className="mt-1 text-danger">
          {upload.problem}
        </p>
      )}
      <div className="-ml-2.5 mt-1 flex flex-wrap gap-x-1">
        {upload !== undefined && <UploadControls upload={upload} />}
        {upload === undefined && !elsewhere && recording.origin === "upload" && <ChooseAgain recording={recording} hasTask />}
      </div>
    </div>
  );
}
