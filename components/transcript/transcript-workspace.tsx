"use client";

import { useEffect, useMemo, useRef, useState } from "react";
import { MediaHost } from "@/components/player/media-host";
import { Playback, type PlayableAudio } from "@/components/player/playback";
import { Clock, PlaybackProblem, PlayButton, SpeedSelect } from "@/components/player/player-controls";
import { SeekTrack } from "@/components/player/seek-track";
import { TrackLanes, type LaneStretch } from "@/components/player/track-lanes";
import { TrackMarks } from "@/components/player/track-marks";
import { TrackView } from "@/components/player/track-view";
import { useSpaceKey } from "@/components/player/use-space-key";
import { Waveform } from "@/components/player/waveform";
import { ZoomButtons } from "@/components/player/zoom-buttons";
import { CopyControls } from "@/components/transcript/copy-controls";
import { DownloadMenu } from "@/components/transcript/download-menu";
import { timeOfLink } from "@/components/transcript/link-time";
import { laneCount, speakerColor } from "@/components/transcript/speaker-look";
import { SpeakerLegend } from "@/components/transcript/speaker-legend";
import { TranscriptBody, type TranscriptHandle } from "@/components/transcript/transcript-body";
import type { TranscriptLayout } from "@/components/transcript/transcript-layout";
import { TranscriptSearch } from "@/components/transcript/transcript-search";
import { useSearch } from "@/components/transcript/use-search";
import { textOfWords } from "@/lib/transcripts/copy-text";
import { speakerName } from "@/lib/transcripts/speakers";
import type { SpeakerNames } from "@/lib/transcripts/transcript";
import { wordAt } from "@/lib/transcripts/word-timing";

interface TranscriptWorkspaceProps {
  taskId: string;
  audio: PlayableAudio;
  peaksUrl: string | null;
  recordingUrl: string | null;
  /** Null until it is there; the recording can be heard before. */
  layout: TranscriptLayout | null;
  names: SpeakerNames;
  /** Answers with what went wrong, null when the name is kept. */
  onRename: (speaker: number, name: string) => Promise<string | null>;
}

/** The recording and its transcript in step: the player on top, the turns below, and what can be done with them. */
export function TranscriptWorkspace({ taskId, audio, peaksUrl, recordingUrl, layout, names, onRename }: TranscriptWorkspaceProps) {
  const [playback] = useState(() => new Playback(audio));
  const [view] = useState(() => new TrackView());
  const cover = useRef<HTMLDivElement>(null);
  const turns = useRef<TranscriptHandle>(null);
  const search = useSearch(layout);
  const stretches = useMemo(() => stretchesOf(layout), [layout]);
  const foundMs = useMemo(() => search.matches.map(({ word }) => layout?.startsMs[word] ?? 0), [layout, search.matches]);
  useSpaceKey(playback);

  useEffect(() => {
    const timeMs = timeOfLink(location.search);
    if (timeMs !== null) playback.seek(timeMs);
  }, [playback]);

  const transcript = layout?.transcript ?? null;
  const speakerCount = transcript?.speakerIds.length ?? 0;
  const timed = transcript?.timed === true;
  const laneColors = Array.from({ length: laneCount(speakerCount) }, (_, lane) => speakerColor(lane));
  const draftNameOf = (speaker: number) => `speaker-name.${taskId}.${transcript?.speakerIds[speaker] ?? speaker}`;
  const nameAt = (timeMs: number) => {
    if (layout === null || transcript === null || !timed) return "";
    const word = transcript.words[wordAt(layout.startsMs, timeMs)];
    return word === undefined || timeMs > word.endMs + 2000 ? "" : speakerName(transcript, word.speaker, names);
  };

  return (
    <>
      <MediaHost playback={playback} />
      <div ref={cover} className="sticky top-0 z-20 -mx-4 border-b border-line bg-canvas px-4 pt-3 pb-3 sm:-mx-6 sm:px-6">
        <SeekTrack
          playback={playback}
          view={view}
          labelAt={nameAt}
          strip={timed && speakerCount > 0 && <TrackLanes view={view} durationMs={audio.durationMs} stretches={stretches} laneColors={laneColors} />}
        >
          {peaksUrl !== null && <Waveform playback={playback} view={view} peaksUrl={peaksUrl} active />}
          {timed && <TrackMarks view={view} durationMs={audio.durationMs} timesMs={foundMs} currentMs={foundMs[search.current] ?? null} />}
        </SeekTrack>
        <div className="mt-2.5 flex items-center gap-x-5 gap-y-2.5 max-lg:flex-wrap">
          <div className="flex items-center gap-3 max-lg:w-full">
            <PlayButton playback={playback} />
            <Clock playback={playback} />
            <span className="flex items-center gap-1 max-lg:ml-auto">
              <SpeedSelect playback={playback} />
              <ZoomButtons playback={playback} view={view} />
            </span>
          </div>
          {layout !== null && transcript !== null && transcript.words.length > 0 && (
            <div className="flex min-w-0 flex-1 items-center gap-1.5">
              <TranscriptSearch query={search.query} matchCount={search.matches.length} current={search.current} onQuery={search.setQuery} onStep={search.step} />
              <CopyControls
                playback={playback}
                timed={timed}
                hasSpeakers={speakerCount > 0}
                textOfAll={(choice) => textOfWords(transcript, 0, transcript.words.length, names, choice)}
                textOfSelection={(choice) => {
                  const words = turns.current?.selectedWords() ?? null;
                  return words && textOfWords(transcript, words.from, words.to, names, choice);
                }}
              />
              <DownloadMenu taskId={taskId} timed={timed} recordingUrl={recordingUrl} />
            </div>
          )}
        </div>
        <PlaybackProblem playback={playback} />
      </div>
      {layout !== null && transcript !== null && (
        <div className="pt-4">
          {speakerCount > 0 && <SpeakerLegend layout={layout} names={names} draftNameOf={draftNameOf} onRename={onRename} />}
          <section aria-label="Transcript" className="pt-3">
            {!timed && transcript.words.length > 0 && (
              <p className="mb-3 rounded-lg bg-surface-sunken px-4 py-3 text-sm">
                The engine gave no times for this text: it can be read, searched and downloaded, but not followed or sought by its words.
              </p>
            )}
            {transcript.words.length === 0 ? (
              <p className="py-8 text-ink-soft">No speech was found.</p>
            ) : (
              <TranscriptBody
                ref={turns}
                layout={layout}
                playback={playback}
                cover={cover}
                names={names}
                matches={search.matches}
                currentMatch={search.current}
                draftNameOf={draftNameOf}
                onRename={onRename}
              />
            )}
          </section>
        </div>
      )}
    </>
  );
}

/** Who speaks when, for the waveform. */
function stretchesOf(layout: TranscriptLayout | null): LaneStretch[] {
  if (layout === null) return [];
  const lanes = laneCount(layout.transcript.speakerIds.length);
  return layout.turns.flatMap(({ speaker, startMs, endMs }) => (speaker === null ? [] : [{ startMs, endMs, lane: speaker % lanes }]));
}
