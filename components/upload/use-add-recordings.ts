"use client";
import { useQueryClient } from "@tanstack/react-query";
import { nanoid } from "nanoid";
import { useCallback, useState } from "react";
import { useFormats } from "@/components/locale/reader-locale";
import { checkFile } from "@/components/upload/check-file";
import type { Dropped } from "@/components/upload/drop-zone";
import type { UnfinishedSource } from "@/components/upload/upload-store";
import { uploads } from "@/components/upload/upload-store";
import { recordingsQuery, transcriptionsQuery } from "@/lib/tasks/queries";

/** Something that was dropped and is not sent, and why. */
export interface Declined {
  readonly id: string;
  readonly name: string;
  readonly problem: string;
}

/** Where the uploads are that a file could go on with: asked of the server, and of the tasks that are shown. */
export function useUnfinishedSource(): UnfinishedSource {
  const client = useQueryClient();
  return useCallback(async () => {
    const free = await client.query({ ...recordingsQuery, staleTime: 0 });
    const pages = client.getQueryData(transcriptionsQuery.queryKey)?.pages ?? [];
    const taken = pages.flatMap((page) => page.tasks.map((task) => task.recording));
    return [...free.map((recording) => ({ recording, hasTask: false })), ...taken.map((recording) => ({ recording, hasTask: true }))];
  }, [client]);
}

/** Takes what was dropped: starts an upload of each file that passes the checks, and says what is wrong with the others. */
export function useAddRecordings(maxBytes: number) {
  const formats = useFormats();
  const unfinished = useUnfinishedSource();
  const [declined, setDeclined] = useState<readonly Declined[]>([]);

  const add = ({ files, folders }: Dropped) => {
    const found: Declined[] = folders.map((name) => ({ id: nanoid(), name, problem: "This is a folder. Drop the recordings that are in it." }));
    for (const file of files) {
      const problem = checkFile(file, maxBytes, formats);
      if (problem === null) uploads.add({ file, origin: "upload", unfinished });
      else found.push({ id: nanoid(), name: file.name, problem });
    }
    if (found.length > 0) setDeclined((current) => [...current, ...found]);
  };
  const dismiss = (id: string) => setDeclined((current) => current.filter((other) => other.id !== id));
  return { declined, add, dismiss };
}
