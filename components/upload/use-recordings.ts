"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useKeptRecordings } from "@/components/upload/microphone/use-kept-recordings";
import { composeRows } from "@/components/upload/recording-rows";
import { uploads } from "@/components/upload/upload-store";
import { useUploads } from "@/components/upload/use-uploads";
import { recordingsQuery, TASKS_KEY } from "@/lib/tasks/queries";

/** The recordings that have no task yet, from this tab, this browser and the server. */
export function useRecordings() {
  const client = useQueryClient();
  const inTab = useUploads();
  const { data: onServer, error, refetch } = useQuery(recordingsQuery);
  const kept = useKeptRecordings();
  const keptHere = new Set(kept.flatMap(({ recordingId }) => (recordingId === null ? [] : [recordingId])));

  const sent = inTab.filter(({ phase }) => phase === "sent").map(({ id }) => id).join(" ");
  useEffect(() => {
    if (sent === "") return;
    // What the server has, the server tells from now on.
    void client.invalidateQueries({ queryKey: TASKS_KEY }).then(() => {
      for (const id of sent.split(" ")) uploads.remove(id);
    });
  }, [client, sent]);

  return { rows: composeRows(inTab, onServer ?? [], keptHere), kept, error, readAgain: () => void refetch() };
}
