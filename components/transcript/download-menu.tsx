"use client";

import { Download } from "lucide-react";
import { MENU_ITEM, Popover } from "@/components/ui/popover";
import { EXPORT_FORMATS } from "@/lib/transcripts/exports/export-formats";

/** Something that can be downloaded. */
export interface DownloadLink {
  readonly label: string;
  /** What it is for, for who does not know it by its letters; null where the label says it. */
  readonly purpose: string | null;
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
      {exports.map(({ label, purpose, url }) => (
        <a key={url} role="menuitem" tabIndex={-1} href={url} download className={MENU_ITEM}>
          {label}
          {purpose !== null && (
            <span aria-hidden className="ml-auto pl-6 text-label text-ink-soft">
              {purpose}
            </span>
          )}
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

/** Where an owner downloads a task's transcript; subtitles need times. */
export function exportsOfTask(taskId: string, timed: boolean): DownloadLink[] {
  return EXPORT_FORMATS.filter((format) => timed || !format.needsTimes).map(({ id, label, purpose }) => ({ label, purpose, url: `/api/tasks/${taskId}/exports/${id}` }));
}
