"use client";
import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { deleteKept, type KeptRecording, listKept, noteServerId, readKept } from "@/components/upload/microphone/kept-recordings";
import { microphoneLock, type Recorded } from "@/components/upload/microphone/microphone";
import { heldNames, holdInThisTab } from "@/components/upload/tab-lock";
import { uploads } from "@/components/upload/upload-store";
import { useUnfinishedSource } from "@/components/upload/use-add-recordings";

const KEPT_KEY = ["kept-recordings"] as const;
const NONE: readonly KeptRecording[] = [];

/** The microphone recordings that only this browser has, and that no tab makes or uploads just now. */
export function useKeptRecordings(): readonly KeptRecording[] {
  return useQuery({ queryKey: KEPT_KEY, queryFn: findLeft, retry: false }).data ?? NONE;
}

/** Uploads what the microphone recorded; it is deleted here only when the server has all of it. */
export function useUploadRecorded(): (recorded: Recorded) => void {
  const client = useQueryClient();
  const unfinished = useUnfinishedSource();
  return useCallback(
    ({ kept, file, release }) => {
      uploads.add({
        file,
        origin: "microphone",
        unfinished,
        onAnnounced: (recordingId) => void noteServerId(kept.id, recordingId).catch(() => undefined),
        onSent: (recordingId) => void forgetWhenThere(kept.id, recordingId),
        onClosed: () => {
          release();
          void readAgain(client);
        },
      });
    },
    [client, unfinished],
  );
}

/** What can be done with a recording that only this browser has. */
export function useKeptRecording(kept: KeptRecording) {
  const client = useQueryClient();
  const uploadRecorded = useUploadRecorded();
  const upload = async () => {
    const file = await readKept(kept);
    uploadRecorded({ kept, file, release: holdInThisTab(microphoneLock(kept.id)) });
    await readAgain(client);
  };
  const remove = async () => {
    await deleteKept(kept.id);
    await readAgain(client);
  };
  return { upload, remove };
}

async function findLeft(): Promise<readonly KeptRecording[]> {
  const [kept, held] = await Promise.all([listKept(), heldNames()]);
  const free = kept.filter(({ id }) => !held.has(microphoneLock(id)));
  const left = await Promise.all(
    free.map(async (recording) => {
      const there = recording.recordingId !== null && (await forgetWhenThere(recording.id, recording.recordingId));
      return there ? [] : [recording];
    }),
  );
  return left.flat();
}

/** Deletes a recording from this browser when the server has all of it. Says whether it has. */
async function forgetWhenThere(keptId: string, recordingId: string): Promise<boolean> {
  try {
    const { ok, headers } = await fetch(`/api/uploads/${recordingId}`, { method: "HEAD", headers: { "Tus-Resumable": "1.0.0" } });
    const there = ok && headers.get("Upload-Offset") !== null && headers.get("Upload-Offset") === headers.get("Upload-Length");
    if (there) await deleteKept(keptId);
    return there;
  } catch {
    return false;
  }
}

function readAgain(client: QueryClient): Promise<void> {
  return client.invalidateQueries({ queryKey: KEPT_KEY });
}
