"use client";
import { useQueryClient } from "@tanstack/react-query";
import { clsx } from "clsx";
import { AudioLines, FileX2, LoaderCircle, Mic, Trash2, X } from "lucide-react";
import { useState } from "react";
import { press, wasAnswered } from "@/components/connection/press";
import { useFormats } from "@/components/locale/reader-locale";
import { formatClock } from "@/components/player/clock";
import { focusRecordingInput } from "@/components/upload/drop-zone";
import { ChooseAgain } from "@/components/upload/choose-again";
import { ListenButton, RecordingPlayer } from "@/components/upload/listen";
import type { RecordingRow } from "@/components/upload/recording-rows";
import { UploadControls } from "@/components/upload/upload-controls";
import { ProgressBar, UploadProgress } from "@/components/upload/upload-progress";
import { ConfirmedButton } from "@/components/ui/confirmed-button";
import { FactList } from "@/components/ui/fact-list";
import { uploads } from "@/components/upload/upload-store";
import { Button } from "@/components/ui/button";
import type { RecordingView } from "@/lib/recordings/schema";
import { TASKS_KEY } from "@/lib/tasks/queries";
import { discardRecording } from "@/lib/tasks/transcription-actions";

/** A recording that has no task yet: how far it is on its way, what is known of it, or why it cannot be used. */
export function RecordingRowView({ row: { upload, recording }, alone, busyElsewhere }: { row: RecordingRow; alone: boolean; busyElsewhere: boolean }) {
  const { note, busy, discard } = useDiscard(upload?.id ?? null, upload?.recordingId ?? recording?.id ?? null);
  const [listening, setListening] = useState(false);
  const audioUrl = recording?.audioUrl ?? null;
  const name = recording?.name ?? upload?.name ?? "";
  const origin = recording?.origin ?? upload?.origin;
  const arriving = recording === null || recording.state === "arriving";
  const problem = recording?.problem?.message ?? (arriving ? (upload?.problem ?? null) : null);
  const Icon = problem !== null ? FileX2 : origin === "microphone" ? Mic : AudioLines;
  const label = alone ? "Upload" : `Upload of ${name}`;
  return (
    <div className="grid grid-cols-start-fill gap-x-3 px-card py-3.5 sm:grid-cols-start-fill-end">
      <Icon aria-hidden className={clsx("mt-0.5 size-5", problem === null ? "text-ink-soft" : "text-danger")} />
      <div className="min-w-0">
        <p className="truncate text-sm font-medium" title={name}>
          <bdi>{name}</bdi>
        </p>
        {problem !== null ? (
          <p role="alert" className="mt-1 text-sm text-danger wrap-anywhere">
            {problem}
          </p>
        ) : arriving && upload !== null ? (
          <div className="mt-2">
            <UploadProgress upload={upload} label={label} />
          </div>
        ) : arriving && recording !== null ? (
          <Unfinished recording={recording} label={label} busyElsewhere={busyElsewhere} />
        ) : (
          recording !== null && <Facts recording={recording} />
        )}
        {listening && audioUrl !== null && <RecordingPlayer src={audioUrl} name={name} onClose={() => setListening(false)} />}
        {note !== "" && (
          <p role="alert" className="mt-1 text-label text-danger">
            {note}
          </p>
        )}
      </div>
      <div className="-ml-2.5 flex flex-wrap items-start gap-x-1 max-sm:col-start-2 max-sm:mt-1 sm:-my-1.5 sm:-mr-2.5 sm:ml-0 sm:max-w-72 sm:justify-end">
        {arriving && upload !== null && <UploadControls upload={upload} />}
        {arriving && upload === null && recording?.origin === "upload" && !busyElsewhere && <ChooseAgain recording={recording} hasTask={false} />}
        {!listening && audioUrl !== null && <ListenButton onPress={() => setListening(true)} />}
        {!busyElsewhere &&
          (origin === "microphone" ? (
            // Nobody else may have it.
            <ConfirmedButton icon={Trash2} verb="Delete" question="Delete what was recorded?" busy={busy} onConfirm={() => void discard().then(focusRecordingInput)} />
          ) : (
            <Button variant="quiet" size="small" disabled={busy} onClick={() => void discard().then(focusRecordingInput)}>
              <X aria-hidden className="size-4" />
              {arriving && problem === null ? "Cancel" : "Remove"}
            </Button>
          ))}
      </div>
    </div>
  );
}

function Unfinished({ recording, label, busyElsewhere }: { recording: RecordingView; label: string; busyElsewhere: boolean }) {
  const formats = useFormats();
  const { receivedBytes, sizeBytes, origin } = recording;
  const far = sizeBytes === null ? formats.bytes(receivedBytes) : `${formats.bytes(receivedBytes)} of ${formats.bytes(sizeBytes)}`;
  return (
    <div className="mt-2">
      <ProgressBar label={label} done={receivedBytes} total={sizeBytes ?? 0} still />
      <p suppressHydrationWarning className="mt-1.5 text-label text-ink-soft">
        {busyElsewhere
          ? "Being uploaded in another tab"
          : origin === "microphone"
            ? `${far} are here. The rest is in the browser that recorded it: open this page there.`
            : `${far} are here. Choose the same file to go on.`}
      </p>
    </div>
  );
}

const CHANNELS = ["", "mono", "stereo"];

function Facts({ recording: { state, durationMs, format, channels, sizeBytes, notice } }: { recording: RecordingView }) {
  const formats = useFormats();
  if (state === "preparing") {
    return (
      <p className="mt-1 flex items-center gap-2 text-label text-ink-soft">
        <LoaderCircle aria-hidden className="size-3.5 animate-spin text-accent" />
        Reading the recording
      </p>
    );
  }
  const facts = [
    durationMs === null ? null : formatClock(durationMs),
    format,
    channels === null ? null : (CHANNELS[channels] ?? `${formats.count(channels)} channels`),
    sizeBytes === null ? null : formats.bytes(sizeBytes),
  ].filter((fact) => fact !== null);
  return (
    <>
      <FactList label="About the recording" facts={facts} className="mt-1 text-label" />
      {notice !== null && <p className="mt-1 text-label">{notice}</p>}
    </>
  );
}

/** Takes a recording away: stops its upload here, and deletes what the server has of it. */
function useDiscard(uploadId: string | null, recordingId: string | null) {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [note, setNote] = useState("");
  const discard = async () => {
    setNote("");
    if (uploadId !== null) uploads.pause(uploadId);
    if (recordingId === null) {
      if (uploadId !== null) uploads.remove(uploadId);
      return;
    }
    setBusy(true);
    const result = await press(() => discardRecording({ recordingId }), { unanswered: "The server did not answer. Nothing is lost: press again." });
    if (!result.ok) setNote(result.problems[0]?.message ?? "");
    else if (uploadId !== null) uploads.remove(uploadId);
    if (wasAnswered(result)) await client.invalidateQueries({ queryKey: TASKS_KEY });
    setBusy(false);
  };
  return { note, busy, discard };
}
