"use client";
import { FolderOpen } from "lucide-react";
import { useRef, useState } from "react";
import { useFormats } from "@/components/locale/reader-locale";
import { isSameFile } from "@/components/upload/same-file";
import { uploads } from "@/components/upload/upload-store";
import { Button } from "@/components/ui/button";
import type { RecordingView } from "@/lib/recordings/schema";

/** Goes on with an unfinished upload when the same file is chosen, and takes no other. */
export function ChooseAgain({ recording, hasTask }: { recording: RecordingView; hasTask: boolean }) {
  const formats = useFormats();
  const input = useRef<HTMLInputElement>(null);
  const [other, setOther] = useState<string | null>(null);
  const choose = (file: File | undefined) => {
    if (file === undefined) return;
    const same = isSameFile(file, recording);
    setOther(same ? null : file.name);
    if (same) uploads.add({ file, origin: "upload", unfinished: () => Promise.resolve([{ recording, hasTask }]) });
  };
  return (
    <>
      <Button variant="quiet" size="small" onClick={() => input.current?.click()}>
        <FolderOpen aria-hidden className="size-4" />
        Choose the file
      </Button>
      <input
        ref={input}
        type="file"
        tabIndex={-1}
        aria-hidden
        className="hidden"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = "";
          choose(file);
        }}
      />
      {other !== null && (
        <p role="alert" className="w-full pl-2.5 text-label text-danger wrap-anywhere">
          <bdi>{other}</bdi> is another file, or it was changed since. The unfinished one has {formats.bytes(recording.sizeBytes ?? 0)}.
        </p>
      )}
    </>
  );
}
