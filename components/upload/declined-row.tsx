"use client";
import { clsx } from "clsx";
import { Files, FileText, FileX2, Upload, X } from "lucide-react";
import Link from "next/link";
import type { Declined } from "@/components/upload/use-add-recordings";
import { Button, buttonStyle } from "@/components/ui/button";

interface DeclinedRowProps {
  declined: Declined;
  onUpload: (file: File) => void;
  onDismiss: () => void;
}

/** Something that was dropped and is not sent: what is wrong with it, or where it is already. */
export function DeclinedRow({ declined: { name, problem, there }, onUpload, onDismiss }: DeclinedRowProps) {
  const refused = there === null;
  const Icon = refused ? FileX2 : Files;
  return (
    <div className="grid grid-cols-start-fill gap-x-3 px-card py-3.5 sm:grid-cols-start-fill-end">
      <Icon aria-hidden className={clsx("mt-0.5 size-5 shrink-0", refused ? "text-danger" : "text-ink-soft")} />
      <div className="min-w-0">
        <p className="truncate text-sm font-medium" title={name}>
          <bdi>{name}</bdi>
        </p>
        <p role="alert" className={clsx("mt-1 text-sm", refused && "text-danger")}>
          {problem}
        </p>
      </div>
      <div className="-ml-2.5 flex flex-wrap items-start gap-x-1 max-sm:col-start-2 max-sm:mt-1 sm:-my-1.5 sm:-mr-2.5 sm:ml-0 sm:max-w-80 sm:justify-end">
        {!refused && (
          <>
            {there.place.in === "transcript" && (
              <Link href={`/tasks/${there.place.taskId}`} className={buttonStyle({ variant: "quiet", size: "small" })}>
                <FileText aria-hidden className="size-4" />
                Read it
              </Link>
            )}
            <Button
              variant="quiet"
              size="small"
              onClick={() => {
                onUpload(there.file);
                onDismiss();
              }}
            >
              <Upload aria-hidden className="size-4" />
              Upload it once more
            </Button>
          </>
        )}
        <Button variant="quiet" size="small" onClick={onDismiss}>
          <X aria-hidden className="size-4" />
          Remove
        </Button>
      </div>
    </div>
  );
}
