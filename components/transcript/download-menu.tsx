"use client";

import { Download } from "lucide-react";
import { MENU_ITEM, Popover } from "@/components/ui/popover";
import { EXPORT_FORMATS } from "@/lib/transcripts/exports/export-formats";

interface DownloadMenuProps {
  taskId: string;
  /** Subtitles need times. */
  timed: boolean;
  /** The recording as it was given; null where there is none. */
  recordingUrl: string | null;
}

/** Downloads the transcript in any of its formats, and the recording. */
export function DownloadMenu({ taskId, timed, recordingUrl }: DownloadMenuProps) {
  const formats = EXPORT_FORMATS.filter((format) => timed || !format.needsTimes);
  return (
    <Popover
      label={
        <>
          <Download aria-hidden className="size-4" />
          <span className="max-sm:sr-only">Download</span>
        </>
      }
      content={{ role: "menu", name: "Download" }}
      align="end"
    >
      {formats.map(({ id, label }) => (
            <a key={id} role="menuitem" tabIndex={-1} href={`/api/tasks/${taskId}/exports/${id}`} download className={MENU_ITEM}>
              {label}
            </a>
          ))}
          {recordingUrl !== null && (
            <a role="menuitem" tabIndex={-1} href={recordingUrl} download className={`${MENU_ITEM} mt-1 rounded-t-none border-t border-line`}>
              Audio as uploaded
            </a>
      )}
    </Popover>
  );
}
