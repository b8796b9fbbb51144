"use client";
import { lazy, Suspense } from "react";
import { focusRecordingInput } from "@/components/upload/drop-zone";
import type { KeptRecording } from "@/components/upload/microphone/kept-recordings";
import { RecordingRowView } from "@/components/upload/recording-row";
import type { RecordingRow } from "@/components/upload/recording-rows";
import type { Declined } from "@/components/upload/use-add-recordings";
import { useHeldElsewhere } from "@/components/upload/use-held-elsewhere";

/** It comes where something was recorded that is not uploaded. */
const KeptRow = lazy(() =>
  import("@/components/upload/microphone/kept-row").then(
    ({ KeptRow: Row }) => ({ default: Row }),
    () => ({ default: UnreachedRow }),
  ),
);

/** It comes where something cannot be sent, or need not be. */
const DeclinedRow = lazy(() =>
  import("@/components/upload/declined-row").then(
    ({ DeclinedRow: Row }) => ({ default: Row }),
    () => ({ default: PlainDeclinedRow }),
  ),
);

/** What waits to be transcribed, with what was dropped and cannot be. */
export function RecordingList({
  rows,
  kept,
  declined,
  onUpload,
  onDismiss,
}: {
  rows: readonly RecordingRow[];
  kept: readonly KeptRecording[];
  declined: readonly Declined[];
  onUpload: (file: File) => void;
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
      {declined.map((one) => (
        <li key={one.id}>
          <Suspense>
            <DeclinedRow
              declined={one}
              onUpload={onUpload}
              onDismiss={() => {
                onDismiss(one.id);
                focusRecordingInput();
              }}
            />
          </Suspense>
        </li>
      ))}
    </ul>
  );
}

/** Where the program of a row cannot be had: nothing is lost. */
function UnreachedRow() {
  return <p className="px-card py-3.5 text-sm">What you recorded is kept in this browser. Load the page again when there is a connection.</p>;
}

function PlainDeclinedRow({ declined: { name, problem } }: { declined: Declined }) {
  return (
    <p role="alert" className="px-card py-3.5 text-sm wrap-anywhere">
      <bdi>{name}</bdi>: {problem}
    </p>
  );
}
