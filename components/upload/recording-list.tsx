"use client";
import { FileX2, X } from "lucide-react";
import { lazy, Suspense } from "react";
import { focusRecordingInput } from "@/components/upload/drop-zone";
import type { KeptRecording } from "@/components/upload/microphone/kept-recordings";
import { RecordingRowView } from "@/components/upload/recording-row";
import type { RecordingRow } from "@/components/upload/recording-rows";
import type { Declined } from "@/components/upload/use-add-recordings";
import { useHeldElsewhere } from "@/components/upload/use-held-elsewhere";
import { Button } from "@/components/ui/button";

/** It comes where something was recorded that is not uploaded. */
const KeptRow = lazy(() =>
  import("@/components/upload/microphone/kept-row").then(
    ({ KeptRow: Row }) => ({ default: Row }),
    () => ({ default: UnreachedRow }),
  ),
);

/** What waits to be transcribed, with what was dropped and cannot be. */
export function RecordingList({
  rows,
  kept,
  declined,
  onDismiss,
}: {
  rows: readonly RecordingRow[];
  kept: readonly KeptRecording[];
  declined: readonly Declined[];
  onDismiss: (id: string) => void;
}) {
  const elsewhere = useHeldElsewhere(rows.flatMap(({ recording }) => (recording?.state === "arriving" ? [recording.id] : [])));
  if (rows.length + kept.length + declined.length === 0) return null;
  return (
    <ul aria-label="To transcribe" className="divide-y divide-line overflow-hidden rounded-2xl border border-line bg-surface shadow-raised">
      {kept.map((recording) => (
        <li key={recording.id}>
          <Suspense>
            <KeptRow kept={recording} />
          </Suspense>
        </li>
      ))}
      {rows.map((row) => (
        <li key={row.key}>
          <RecordingRowView row={row} alone={rows.length === 1} busyElsewhere={row.recording !== null && elsewhere.has(row.recording.id)} />
        </li>
      ))}
      {declined.map(({ id, name, problem }) => (
        <li key={id} className="grid grid-cols-start-fill gap-x-3 px-card py-3.5 sm:grid-cols-start-fill-end">
          <FileX2 aria-hidden className="mt-0.5 size-5 shrink-0 text-danger" />
          <div className="min-w-0">
            <p className="truncate text-sm font-medium" title={name}>
              <bdi>{name}</bdi>
            </p>
            <p role="alert" className="mt-1 text-sm text-danger">
              {problem}
            </p>
          </div>
          <div className="-ml-2.5 max-sm:col-start-2 max-sm:mt-1 sm:-my-1.5 sm:-mr-2.5 sm:ml-0">
            <Button
              variant="quiet"
              size="small"
              onClick={() => {
                onDismiss(id);
                focusRecordingInput();
              }}
            >
              <X aria-hidden className="size-4" />
              Remove
            </Button>
          </div>
        </li>
      ))}
    </ul>
  );
}

/** Where the program of a row cannot be had: nothing is lost. */
function UnreachedRow() {
  return <p className="px-card py-3.5 text-sm">What you recorded is kept in this browser. Load the page again when there is a connection.</p>;
}
