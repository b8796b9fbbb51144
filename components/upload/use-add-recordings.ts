"use client";
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { nanoid } from "nanoid";
import { useCallback, useState } from "react";
import { useFormats } from "@/components/locale/reader-locale";
import { checkFile } from "@/components/upload/check-file";
import type { Dropped } from "@/components/upload/dropped-files";
import { findPlace, type PlaceOfFile } from "@/components/upload/same-file";
import type { UnfinishedSource } from "@/components/upload/upload-store";
import { uploads } from "@/components/upload/upload-store";
import { recordingsQuery, transcriptionsQuery } from "@/lib/tasks/queries";
import type { TranscriptionTaskView } from "@/lib/tasks/schema";

/** Something that was dropped and is not sent, and why: it cannot be, or it is there already and somebody may want it once more. */
export interface Declined {
  readonly id: string;
  readonly name: string;
  readonly problem: string;
  /** Null for what cannot be sent. */
  readonly there: { readonly file: File; readonly place: PlaceOfFile } | null;
}

/** Where the uploads are that a file could go on with: asked of the server, and of the tasks that are shown. */
export function useUnfinishedSource(): UnfinishedSource {
  const client = useQueryClient();
  return useCallback(async () => {
    const free = await client.query({ ...recordingsQuery, staleTime: 0 });
    const taken = shownTranscriptions(client).map((task) => task.recording);
    return [...free.map((recording) => ({ recording, hasTask: false })), ...taken.map((recording) => ({ recording, hasTask: true }))];
  }, [client]);
}

function shownTranscriptions(client: QueryClient): readonly TranscriptionTaskView[] {
  return client.getQueryData(transcriptionsQuery.queryKey)?.pages.flatMap((page) => page.tasks) ?? [];
}

/** Takes what was dropped: starts an upload of each file that passes the checks, and says what is wrong with the others. */
export function useAddRecordings(maxBytes: number) {
  const client = useQueryClient();
  const formats = useFormats();
  const unfinished = useUnfinishedSource();
  const [declined, setDeclined] = useState<readonly Declined[]>([]);

  const upload = (file: File) => uploads.add({ file, origin: "upload", unfinished });
  const declineFor = (file: File): Pick<Declined, "problem" | "there"> | null => {
    const problem = checkFile(file, maxBytes, formats);
    if (problem !== null) return { problem, there: null };
    const place = findPlace(file, {
      uploads: uploads.getSnapshot(),
      recordings: client.getQueryData(recordingsQuery.queryKey) ?? [],
      transcriptions: shownTranscriptions(client),
    });
    if (place === null) return null;
    return { problem: place.in === "list" ? "This file is in the list already." : "There is a transcript of this file already.", there: { file, place } };
  };
  const add = ({ files, folders }: Dropped) => {
    const found: Declined[] = folders.map((name) => ({ id: nanoid(), name, problem: "This is a folder. Drop the recordings that are in it.", there: null }));
    for (const file of files) {
      const reason = declineFor(file);
      if (reason === null) upload(file);
      else found.push({ id: nanoid(), name: file.name, ...reason });
    }
    if (found.length > 0) setDeclined((current) => [...current, ...found]);
  };
  const dismiss = (id: string) => setDeclined((current) => current.filter((other) => other.id !== id));
  return { declined, add, upload, dismiss };
}
