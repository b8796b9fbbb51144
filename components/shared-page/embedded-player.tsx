import { ExternalLink } from "lucide-react";
import type { LinkedTime } from "@/components/player/link-time";
import { Player } from "@/components/player/player";
import { PlainAudio } from "@/components/shared-page/shared-audio";
import { nowPlayingOf, playableOf } from "@/components/shared-page/shared-page";
import { beginningOf, describeKind } from "@/components/shared-page/describe-shared";
import type { SharedResult } from "@/lib/shares/schema";

/** A share as a small player in another page's frame, with the way to all of it. */
export function EmbeddedPlayer({ result, linked }: { result: SharedResult; linked: LinkedTime | null }) {
  const audio = playableOf(result);
  return (
    <main className="mx-auto flex min-h-dvh max-w-3xl flex-col justify-center p-3">
      <div className="rounded-2xl border border-line bg-surface p-4">
        <div className="mb-3 flex items-baseline justify-between gap-3">
          <h1 dir="auto" className="min-w-0 truncate font-medium">
            {result.title}
          </h1>
          <a href={result.url} target="_blank" rel="noreferrer" className="inline-flex shrink-0 items-center gap-1 rounded text-label text-ink-soft hover:text-ink pointer-coarse:-my-3 pointer-coarse:min-w-11 pointer-coarse:py-3">
            Open
            <ExternalLink aria-hidden className="size-3.5" />
          </a>
        </div>
        {audio === null ? (
          <p dir="auto" className="line-clamp-3 text-sm">
            {beginningOf(result)}
          </p>
        ) : (
          <>
            <PlainAudio url={audio.url} linked={linked} />
            <Player title={result.title} nowPlaying={nowPlayingOf(result)} audio={audio} peaksUrl={result.audio?.peaksUrl ?? null} text={null} words={null} followsLink />
          </>
        )}
        <p className="mt-2 text-label text-ink-soft tabular-nums">{describeKind(result)}</p>
      </div>
    </main>
  );
}

/** In the place of the player: why there is none, and where it can be opened. */
export function EmbeddedNotice({ url, children }: { url?: string; children: string }) {
  return (
    <main className="mx-auto max-w-3xl p-3">
      <div className="rounded-2xl border border-line bg-surface p-4 text-sm">
        <h1 className="inline">{children}</h1>{" "}
        {url !== undefined && (
          <a href={url} target="_blank" rel="noreferrer" className="rounded text-accent underline underline-offset-4">
            Open the link
          </a>
        )}
      </div>
    </main>
  );
}
