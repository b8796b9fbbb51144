"use client";
import { FileX2, X } from "lucide-react";
import type { KeptRecording } from "@/components/upload/microphone/kept-recordings";
import { KeptRow } from "@/components/upload/microphone/kept-row";
import { RecordingRowView } from "@/components/upload/recording-row";
import type { RecordingRow } from "@/components/upload/recording-rows";
import type { Declined } from "@/components/upload/use-add-recordings";
import { useHeldElsewhere } from "@/components/upload/use-held-elsewhere";
import { Button } from "@/components/ui/button";

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
          <KeptRow kept={recording} />
        </li>
      ))}
      {rows.map((row) => (
        <li key={row.key}>
          <RecordingRowView row={row} alone={rows.length === 1} busyElsewhere={row.recording !== null && elsewhere.has(row.recording.id)} />
        </li>
      ))}
      {declined.map(({ id, name, problem }) => (
        <li key={id} className="flex gap-3 px-4 py-3.5 sm:px-5">
          <FileX2 aria-hidden className="mt-0.5 size-5 shrink-0 text-danger" />
          <div className="min-w-0 flex-1">
            <p className="truncate text-sm font-medium" title={name}>
              <bdi>{name}</bdi>
            </p>
            <p role="alert" className="mt-1 text-sm text-danger">
              {problem}
            </p>
            <Button variant="quiet" size="small" className="-ml-2.5 mt-1" onClick={() => onDismiss(id)}>
              <X aria-hidden className="size-4" />
              Remove
            </Button>
          </div>
        </li>
      ))}
    </ul>
  );
}
