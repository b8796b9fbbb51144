import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { openPageMetadata } from "@/lib/product";
import { RecognitionNotice } from "@/components/upload/recognition-notice";
import { TranscribeStudio } from "@/components/upload/transcribe-studio";
import { findProgram, programMissing } from "@/lib/audio/programs";
import { env } from "@/lib/env";
import { transcriptionSettingsFromQuery } from "@/lib/recordings/settings-query";
import { readUnusedRecordings } from "@/lib/recordings/view";
import { readOwner } from "@/lib/sessions/owner";
import { recognitionProgramMissing } from "@/lib/local-engine/recognition/pocketsphinx";
import { recordingsQuery, transcriptionsQuery } from "@/lib/tasks/queries";
import { readTranscriptions } from "@/lib/tasks/view";

export const metadata: Metadata = openPageMetadata("Speech to text", "Drop a recording and read who said what, in step with its waveform: search it, name the speakers, take it away as text or captions.");

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
      <RecognitionNotice local={engine === "local"} missing={missingPrograms(engine === "local")} />
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

/** What this server lacks for reading recordings, and for recognising what is said where it does that itself. */
function missingPrograms(local: boolean): string[] {
  // Both come in one package.
  const reader = (["ffmpeg", "ffprobe"] as const).find((name) => findProgram(name) === undefined);
  const missing = [reader, local && recognitionProgramMissing() ? ("pocketsphinx_batch" as const) : undefined];
  return missing.flatMap((name) => (name === undefined ? [] : [programMissing(name).message]));
}
