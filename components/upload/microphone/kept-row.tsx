"use client";
import { Download, Mic, Trash2, Upload } from "lucide-react";
import { useEffect, useState } from "react";
import { LocalTime } from "@/components/locale/local-time";
import { formatClock } from "@/components/player/clock";
import { ListenButton, RecordingPlayer } from "@/components/upload/listen";
import { type KeptRecording, readKept } from "@/components/upload/microphone/kept-recordings";
import { useKeptRecording } from "@/components/upload/microphone/use-kept-recordings";
import { Button } from "@/components/ui/button";
import { ConfirmedButton } from "@/components/ui/confirmed-button";

/** A microphone recording that only this browser has. */
export function KeptRow({ kept }: { kept: KeptRecording }) {
  const { upload, remove } = useKeptRecording(kept);
  const [url, setUrl] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => () => (url === null ? undefined : URL.revokeObjectURL(url)), [url]);
  const attempt = (work: () => Promise<void>) => {
    setFailed(false);
    work().catch(() => setFailed(true));
  };
  const play = async () => setUrl(URL.createObjectURL(await readKept(kept)));
  const save = async () => {
    const address = URL.createObjectURL(await readKept(kept));
    const link = document.createElement("a");
    link.href = address;
    link.download = kept.name;
    link.click();
    // The browser reads the address after the click has returned.
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  };
  return (
    <div className="flex gap-3 px-card py-3.5">
      <Mic aria-hidden className="mt-0.5 size-5 shrink-0 text-ink-soft" />
      <div className="min-w-0 flex-1">
        <p className="text-sm font-medium">
          Recorded on <LocalTime at={kept.startedAt} kind="minute" /> ({formatClock(kept.durationMs)}), not uploaded yet
        </p>
        <p className="mt-0.5 text-label text-ink-soft">Only this browser has it.</p>
        {url !== null && <RecordingPlayer src={url} name={kept.name} onClose={() => setUrl(null)} />}
        <div className="-ml-2.5 mt-1 flex flex-wrap gap-x-1">
          <Button variant="quiet" size="small" onClick={() => attempt(upload)}>
            <Upload aria-hidden className="size-4" />
            Upload
          </Button>
          {url === null && <ListenButton onPress={() => attempt(play)} />}
          <Button variant="quiet" size="small" onClick={() => attempt(save)}>
            <Download aria-hidden className="size-4" />
            Save to disk
          </Button>
          <ConfirmedButton icon={Trash2} verb="Delete" question="Delete what was recorded?" onConfirm={() => attempt(remove)} />
        </div>
        {failed && (
          <p role="alert" className="text-label text-danger">
            The browser could not read it. Reload the page and try again.
          </p>
        )}
      </div>
    </div>
  );
}
