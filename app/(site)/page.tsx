import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { openPageMetadata } from "@/lib/product";
import { EngineNotice } from "@/components/speech/engine-notice";
import { SpeechStudio } from "@/components/speech/speech-studio";
import { describeVoices } from "@/lib/local-engine/describe-voices";
import { findProgram } from "@/lib/audio/programs";
import { env } from "@/lib/env";
import { readOwner } from "@/lib/sessions/owner";
import { listFavourites } from "@/lib/speech/favourites";
import { settingsFromQuery } from "@/lib/speech/settings-query";
import { PRESET_VOICES } from "@/lib/speech/voices";
import { ratesQuery, takesQuery } from "@/lib/tasks/queries";
import { readRates } from "@/lib/tasks/rates";
import { readTakes } from "@/lib/tasks/view";

export const metadata: Metadata = openPageMetadata("Text to speech", "Write a text, choose among 21 voices or compare several, and hear it with its waveform, word by word.");

export default async function SpeechPage({ searchParams }: PageProps<"/">) {
  const owner = await readOwner();
  const local = env().engine === "local";
  const client = new QueryClient();
  await client.infiniteQuery({ ...takesQuery, queryFn: () => readTakes(owner, null) });
  if (!local) await client.query({ ...ratesQuery, queryFn: readRates });
  return (
    <>
      <h1 className="text-title font-semibold">Text to speech</h1>
      <EngineNotice local={local} lacksFfmpeg={findProgram("ffmpeg") === undefined} />
      <HydrationBoundary state={dehydrate(client)}>
        <SpeechStudio
          initialSettings={settingsFromQuery(await searchParams)}
          initialFavourites={owner === undefined ? [] : await listFavourites(owner.id)}
          voiceDescriptions={local ? describeVoices() : Object.fromEntries(PRESET_VOICES.map(({ name, character }) => [name, character]))}
          local={local}
        />
      </HydrationBoundary>
    </>
  );
}
