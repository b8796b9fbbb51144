import { Download } from "lucide-react";
import { LocalTime } from "@/components/locale/local-time";
import type { LinkedTime } from "@/components/player/link-time";
import type { NowPlaying } from "@/components/player/media-session";
import type { PlayableAudio } from "@/components/player/playback";
import { Player } from "@/components/player/player";
import { describeKind } from "@/components/shared-page/describe-shared";
import { PlainAudio } from "@/components/shared-page/shared-audio";
import { SharedFrame } from "@/components/shared-page/shared-frame";
import { SharedSettings } from "@/components/shared-page/shared-settings";
import { SharedTranscription } from "@/components/shared-page/shared-transcription";
import { buttonStyle } from "@/components/ui/button";
import { giveToRendering } from "@/lib/http/for-rendering";
import { currentResponse } from "@/lib/http/request-facts";
import type { SharedResult, SharedSpeech, SharedTranscription as SharedTranscriptionResult } from "@/lib/shares/schema";

/** What was shared, as whoever has the link sees and hears it. */
export function SharedPage({ result, linked }: { result: SharedResult; linked: LinkedTime | null }) {
  const audio = playableOf(result);
  return (
    <SharedFrame>
      <h1 dir="auto" className="text-title font-semibold wrap-anywhere">
        {result.title}
      </h1>
      <p className="mt-1 text-sm text-ink-soft tabular-nums">
        {describeKind(result)} · As of <LocalTime at={result.frozenAt} kind="long-day" />
      </p>
      {audio !== null && <PlainAudio url={audio.url} linked={linked} />}
      {result.kind === "speech" ? <Speech result={result} audio={audio} /> : <Transcription result={result} audio={audio} />}
      <SharedSettings result={result} />
    </SharedFrame>
  );
}

/** What of a share can be played; null where its sound is not shared. */
export function playableOf({ audio, durationMs }: SharedResult): PlayableAudio | null {
  return audio === null ? null : { url: audio.url, durationMs: durationMs ?? 0, contentType: audio.contentType };
}

/** What the system shows of a share while it plays. */
export function nowPlayingOf(result: SharedResult): NowPlaying {
  return { title: result.title, artist: describeKind(result) };
}

function Speech({ result, audio }: { result: SharedSpeech; audio: PlayableAudio | null }) {
  return (
    <>
      {audio !== null && (
        <div className="relative z-20 roomy:sticky roomy:top-2 mt-5 rounded-2xl border border-line bg-surface p-card shadow-raised">
          <Player title={result.title} nowPlaying={nowPlayingOf(result)} audio={audio} peaksUrl={result.audio?.peaksUrl ?? null} words={result.words} text={result.text} followsLink offersLinks />
        </div>
      )}
      {result.text !== null && audio === null && (
        <section aria-labelledby="text-heading" className="mt-6">
          <h2 id="text-heading" className="text-sm font-medium">
            Text
          </h2>
          <p dir="auto" className="mt-2 max-w-reading whitespace-pre-wrap text-base/7 wrap-anywhere">
            {result.text}
          </p>
        </section>
      )}
      <AudioDownload url={result.audio?.downloadUrl ?? null} />
    </>
  );
}

function Transcription({ result, audio }: { result: SharedTranscriptionResult; audio: PlayableAudio | null }) {
  const { transcript, transcriptUrl, speakerNames, exports } = result;
  const recordingUrl = result.audio?.downloadUrl ?? null;
  if (transcript === null || transcriptUrl === null) {
    return (
      <>
        {audio !== null && (
          <div className="mt-5 rounded-2xl border border-line bg-surface p-card shadow-raised">
            <Player title={result.title} nowPlaying={nowPlayingOf(result)} audio={audio} peaksUrl={result.audio?.peaksUrl ?? null} text={null} words={null} followsLink offersLinks />
          </div>
        )}
        <AudioDownload url={recordingUrl} />
      </>
    );
  }
  return (
    <div className="mt-3">
      <SharedTranscription
        title={result.title}
        transcriptUrl={transcriptUrl}
        givenAs={giveToRendering(transcript, currentResponse())}
        audio={audio}
        peaksUrl={result.audio?.peaksUrl ?? null}
        names={speakerNames}
        exports={exports}
        recording={recordingUrl === null ? null : { label: "Audio", purpose: null, url: recordingUrl }}
      />
      {(exports.length > 0 || recordingUrl !== null) && <PlainDownloads links={[...exports, ...(recordingUrl === null ? [] : [{ label: "Audio", url: recordingUrl }])]} />}
    </div>
  );
}

function AudioDownload({ url }: { url: string | null }) {
  if (url === null) return null;
  return (
    <a href={url} download className={`${buttonStyle({ size: "small" })} mt-4`}>
      <Download aria-hidden className="size-4" />
      Download
    </a>
  );
}

/** The downloads of a transcript, for who has no JavaScript to open their menu. */
function PlainDownloads({ links }: { links: readonly { readonly label: string; readonly url: string }[] }) {
  return (
    <noscript>
      <p className="mt-6 flex flex-wrap gap-x-4 gap-y-1 text-sm">
        Download:
        {links.map(({ label, url }) => (
          <a key={url} href={url} download className="text-accent underline underline-offset-4">
            {label}
          </a>
        ))}
      </p>
    </noscript>
  );
}
