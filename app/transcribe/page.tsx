import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { RecognitionNotice } from "@/components/upload/recognition-notice";
import { TranscribeStudio } from "@/components/upload/transcribe-studio";
import { findProgram } from "@/lib/audio/programs";
import { env } from "@/lib/env";
import { transcriptionSettingsFromQuery } from "@/lib/recordings/settings-query";
import { readUnusedRecordings } from "@/lib/recordings/view";
import { readOwner } from "@/lib/sessions/owner";
import { recordingsQuery, transcriptionsQuery } from "@/lib/tasks/queries";
import { readTranscriptions } from "@/lib/tasks/view";

export const metadata: Metadata = { title: "Speech to text" };

export default async function TranscribePage({ searchParams }: PageProps<"/transcribe">) {
  const owner = await readOwner();
  const { engine, maxRecordingBytes } = env();
  const client = new QueryClient();
  await Promise.all([
    client.infiniteQuery({ ...transcriptionsQuery, queryFn: () => readTranscriptions(owner, null) }),
    client.query({ ...recordingsQuery, queryFn: () => readUnusedRecordings(owner) }),
  ]);
  return (
    <>
      <h1 className="text-title font-semibold">Speech to text</h1>
      <RecognitionNotice local={engine === "local"} lacks={(["ffmpeg", "ffprobe"] as const).filter((name) => findProgram(name) === undefined)} />
      <HydrationBoundary state={dehydrate(client)}>
        <TranscribeStudio
          initialSettings={transcriptionSettingsFromQuery(await searchParams)}
          maxBytes={maxRecordingBytes}
          local={engine === "local"}
        />
      </HydrationBoundary>
    </>
  );
}
