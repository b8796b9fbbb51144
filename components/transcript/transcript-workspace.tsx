"use client";

import { clsx } from "clsx";
import { X } from "lucide-react";
import { useMemo, useRef, useState, type ReactNode } from "react";
import { MediaHost } from "@/components/player/media-host";
import { Playback, type PlayableAudio } from "@/components/player/playback";
import { Clock, PlaybackProblem, PlayButton, SpeedSelect } from "@/components/player/player-controls";
import { SelectionActions, type SelectedTimes, type SelectedWords } from "@/components/player/selection-actions";
import { SeekTrack } from "@/components/player/seek-track";
import { TrackLanes, type LaneStretch } from "@/components/player/track-lanes";
import { TrackMarks } from "@/components/player/track-marks";
import { TrackRange } from "@/components/player/track-range";
import { TrackView } from "@/components/player/track-view";
import { Waveform } from "@/components/player/waveform";
import { ZoomButtons } from "@/components/player/zoom-buttons";
import { CopyControls, type CopyChoice } from "@/components/transcript/copy-controls";
import { DownloadMenu, type DownloadLink } from "@/components/transcript/download-menu";
import { speakerLanes } from "@/components/transcript/speaker-look";
import { SpeakerLegend } from "@/components/transcript/speaker-legend";
import { TranscriptBody, type SpeakerNaming, type TranscriptHandle } from "@/components/transcript/transcript-body";
import type { TranscriptLayout } from "@/components/transcript/transcript-layout";
import { PlainTurns } from "@/components/transcript/plain-turns";
import { TranscriptSearch } from "@/components/transcript/transcript-search";
import { useLinkedTime, type LinkedStretch } from "@/components/player/use-linked-time";
import { turnStep } from "@/components/transcript/turn-steps";
import { useSearch } from "@/components/transcript/use-search";
import { Button } from "@/components/ui/button";
import { formatClock } from "@/components/player/clock";
import { textOfWords } from "@/lib/transcripts/copy-text";
import { prepareSearch } from "@/lib/transcripts/search";
import { speakerName } from "@/lib/transcripts/speakers";
import type { SpeakerNames } from "@/lib/transcripts/transcript";
import { wordAt } from "@/lib/transcripts/word-timing";

interface TranscriptWorkspaceProps {
  /** What is quoted from. */
  title: string;
  /** Null where there is nothing to hear. */
  audio: PlayableAudio | null;
  peaksUrl: string | null;
  /** Null until it is there; the recording can be heard before. */
  layout: TranscriptLayout | null;
  names: SpeakerNames;
  /** Null where nobody may change names. */
  naming: SpeakerNaming | null;
  exports: readonly DownloadLink[];
  recording: DownloadLink | null;
  /** Whether what is copied has its times until somebody chooses. */
  copyTimes: boolean;
  /** What else stands beside the tools. */
  tools?: ReactNode;
  /** Null where nothing of it can be shared. */
  onSharePassage: ((times: SelectedTimes) => void) | null;
}

/** A playback that nobody hears keeps the place all the same. */
const SILENCE: PlayableAudio = { url: "", durationMs: 0, contentType: "" };

/** The recording and its transcript in step: the player on top, the turns below, and what can be done with them. */
export function TranscriptWorkspace({ title, audio, peaksUrl, layout, names, naming, exports, recording, copyTimes, tools, onSharePassage }: TranscriptWorkspaceProps) {
  const [playback] = useState(() => new Playback(audio ?? { ...SILENCE, durationMs: lengthOf(layout) }));
  const [view] = useState(() => new TrackView());
  const cover = useRef<HTMLDivElement>(null);
  const turns = useRef<TranscriptHandle>(null);
  const search = useSearch(layout);
  const lanes = useMemo(() => lanesOf(layout), [layout]);
  const foundMs = useMemo(() => search.matches.map(({ word }) => layout?.startsMs[word] ?? 0), [layout, search.matches]);
  const linked = useLinkedTime(playback);
  const [choice, setChoice] = useState<CopyChoice>({ times: copyTimes, speakers: true });

  const transcript = layout?.transcript ?? null;
  const speakerCount = transcript?.speakerIds.length ?? 0;
  const timed = transcript?.timed === true;
  const speakers = transcript === null ? "" : transcript.speakerIds.map((_, speaker) => speakerName(transcript, speaker, names)).join(", ");
  const nameAt = (timeMs: number) => {
    if (layout === null || transcript === null || !timed) return "";
    const word = transcript.words[wordAt(layout.startsMs, timeMs)];
    return word === undefined || timeMs > word.endMs + 2000 ? "" : speakerName(transcript, word.speaker, names);
  };

  const stepByTurn = (by: 1 | -1) => {
    const timeMs = layout === null ? null : turnStep(layout, playback.positionMs, by);
    if (timeMs !== null) playback.seek(timeMs);
  };

  const selectedWords = (): SelectedWords | null => {
    const words = turns.current?.selectedWords() ?? null;
    if (layout === null || transcript === null || words === null) return null;
    const { from, to } = words;
    const [first, last] = [transcript.words[from], transcript.words[to - 1]];
    const speakers = new Set(layout.turns.flatMap((turn) => (turn.from < to && turn.to > from ? [turn.speaker] : [])));
    const [speaker = null] = speakers;
    return {
      times: !timed || first === undefined || last === undefined ? null : { startMs: first.startMs, endMs: Math.max(last.endMs, first.startMs + 1) },
      text: () => textOfWords(transcript, from, to, names, choice),
      quoted: () => ({ title, speaker: speakers.size === 1 ? speakerName(transcript, speaker, names) : "", text: textOfWords(transcript, from, to, names, { times: false, speakers: speakers.size > 1 }) }),
    };
  };

  return (
    <>
      {audio !== null && <MediaHost playback={playback} nowPlaying={{ title, artist: speakers }} onStep={timed ? stepByTurn : null} />}
      <div ref={cover} className="relative z-20 roomy:sticky roomy:top-0 -mx-gutter border-b border-line bg-canvas px-gutter pt-3 pb-3 noscript:hidden print:hidden sm:-mx-6 sm:px-6">
        {audio !== null && (
          <SeekTrack
            playback={playback}
            view={view}
            labelAt={nameAt}
            strip={timed && speakerCount > 0 && <TrackLanes view={view} durationMs={audio.durationMs} stretches={lanes.stretches} laneColors={lanes.colors} />}
          >
            {peaksUrl !== null && <Waveform playback={playback} view={view} peaksUrl={peaksUrl} active />}
            {linked.stretch !== null && <TrackRange view={view} durationMs={audio.durationMs} {...linked.stretch} />}
            {timed && <TrackMarks view={view} durationMs={audio.durationMs} timesMs={foundMs} currentMs={foundMs[search.current] ?? null} />}
          </SeekTrack>
        )}
        <div className={clsx("flex items-center gap-x-5 gap-y-2.5 max-lg:flex-wrap", audio !== null && "mt-2.5")}>
          {audio !== null && (
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 max-lg:w-full">
              <PlayButton playback={playback} />
              <Clock playback={playback} />
              <span className="flex items-center gap-1 max-lg:ml-auto">
                <SpeedSelect playback={playback} />
                <ZoomButtons playback={playback} view={view} />
              </span>
            </div>
          )}
          {layout !== null && transcript !== null && transcript.words.length > 0 && (
            <div className="flex min-w-0 flex-1 flex-wrap items-center gap-1.5">
              <TranscriptSearch onPrepare={() => prepareSearch(transcript)} query={search.query} searched={search.searched.trim() !== ""} matchCount={search.matches.length} current={search.current} onQuery={search.setQuery} onStep={search.step} />
              <CopyControls
                playback={playback}
                timed={timed}
                hasSpeakers={speakerCount > 0}
                textOfAll={() => textOfWords(transcript, 0, transcript.words.length, names, choice)}
                choice={choice}
                onChoice={setChoice}
              />
              {(exports.length > 0 || recording !== null) && <DownloadMenu exports={exports} recording={recording} />}
              {tools}
            </div>
          )}
        </div>
        <LinkedPassage playback={playback} playable={audio !== null} linked={linked} />
        <PlaybackProblem playback={playback} />
      </div>
      {layout !== null && transcript !== null && (
        <div className="pt-4">
          <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
            {speakerCount > 0 && <SpeakerLegend layout={layout} names={names} naming={naming} />}
            {timed && audio !== null && (
              <p className="text-label text-ink-soft print:hidden noscript:hidden">
                {speakerCount > 0 && naming !== null ? "Press a word to go there, a name to change it." : "Press a word to go there."}
              </p>
            )}
          </div>
          <section aria-label="Transcript" className="pt-3">
            {!timed && transcript.words.length > 0 && (
              <p className="mb-3 rounded-lg bg-surface-sunken px-4 py-3 text-sm">
                The engine gave no times for this text: it can be read, searched and downloaded, but not followed or sought by its words.
              </p>
            )}
            {transcript.words.length === 0 ? (
              <p className="py-8 text-ink-soft">No speech was found.</p>
            ) : (
              <>
                <TranscriptBody
                  ref={turns}
                  layout={layout}
                  playback={playback}
                  cover={cover}
                  names={names}
                  matches={search.matches}
                  currentMatch={search.current}
                  linked={linked.stretch}
                  naming={naming}
                  playable={audio !== null}
                  plainTurns={<PlainTurns layout={layout} names={names} />}
                />
                <SelectionActions selectedWords={selectedWords} onShare={onSharePassage} onLeave={() => turns.current?.leaveSelection()} />
              </>
            )}
          </section>
        </div>
      )}
    </>
  );
}

/** The stretch that the page's link points at, to be heard alone or forgotten. */
function LinkedPassage({ playback, playable, linked: { stretch, forget } }: { playback: Playback; playable: boolean; linked: LinkedStretch }) {
  if (stretch === null) return null;
  const name = `${formatClock(stretch.startMs)}–${formatClock(stretch.endMs)}`;
  const play = () => {
    playback.seek(stretch.startMs);
    playback.play();
  };
  return (
    <div role="group" aria-label="Linked passage" className="mt-2.5 flex items-center gap-1 text-label">
      {playable ? (
        <Button size="small" onClick={play}>
          Play {name}
        </Button>
      ) : (
        <span className="tabular-nums">{name}</span>
      )}
      <Button variant="quiet" size="icon" aria-label="Forget the passage" title="Forget the passage" onClick={forget}>
        <X aria-hidden className="size-4" />
      </Button>
    </div>
  );
}

/** How long the words of a transcript take, in milliseconds. */
function lengthOf(layout: TranscriptLayout | null): number {
  return layout?.transcript.words.at(-1)?.endMs ?? 0;
}

/** Who speaks when, for the waveform. */
function lanesOf(layout: TranscriptLayout | null) {
  if (layout === null) return { colors: [], stretches: [] };
  const { colors, lanes } = speakerLanes(layout.transcript);
  const stretches = layout.turns.flatMap(({ speaker, startMs, endMs }): LaneStretch[] => (speaker === null ? [] : [{ startMs, endMs, lane: lanes[speaker] ?? 0 }]));
  return { colors, stretches };
}
