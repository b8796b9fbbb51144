"use client";

import { Download } from "lucide-react";
import { MENU_ITEM, Popover } from "@/components/ui/popover";
import { EXPORT_FORMATS } from "@/lib/transcripts/exports/export-formats";

/** Something that can be downloaded. */
export interface DownloadLink {
  readonly label: string;
  readonly url: string;
}

interface DownloadMenuProps {
  /** The transcript in its formats. */
  exports: readonly DownloadLink[];
  /** The recording; null where there is none to have. */
  recording: DownloadLink | null;
}

/** Downloads the transcript in any of its formats, and the recording. */
export function DownloadMenu({ exports, recording }: DownloadMenuProps) {
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
      {exports.map(({ label, url }) => (
        <a key={url} role="menuitem" tabIndex={-1} href={url} download className={MENU_ITEM}>
          {label}
          <Purpose label={label} />
        </a>
      ))}
      {recording !== null && (
        <a role="menuitem" tabIndex={-1} href={recording.url} download className={`${MENU_ITEM} ${exports.length > 0 ? "mt-1 rounded-t-none border-t border-line" : ""}`}>
          {recording.label}
        </a>
      )}
    </Popover>
  );
}

/** What a format is for, for who does not know it by its letters. */
function Purpose({ label }: { label: string }) {
  const purpose = EXPORT_FORMATS.find((format) => format.label === label)?.purpose ?? null;
  if (purpose === null) return null;
  return (
    <span aria-hidden className="ml-auto pl-6 text-label text-ink-soft">
      {purpose}
    </span>
  );
}

/** Where an owner downloads a task's transcript; subtitles need times. */
export function exportsOfTask(taskId: string, timed: boolean): DownloadLink[] {
  return EXPORT_FORMATS.filter((format) => timed || !format.needsTimes).map(({ id, label }) => ({ label, url: `/api/tasks/${taskId}/exports/${id}` }));
}
