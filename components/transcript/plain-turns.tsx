import { Fragment } from "react";
import { formatClock } from "@/components/player/clock";
import { linkToTime } from "@/components/player/link-time";
import { initialsOf, speakerLook } from "@/components/transcript/speaker-look";
import { partsOfTurn, type TranscriptLayout } from "@/components/transcript/transcript-layout";
import { AUDIO_EVENT, TURN_HEAD, TURN_SPEAKER, TURN_TIME, TURNS_PER_SECTION, turnClass, turnTextClass } from "@/components/transcript/turn-look";
import { speakerName } from "@/lib/transcripts/speakers";
import type { SpeakerNames } from "@/lib/transcripts/transcript";

/** The turns of a transcript as the server renders them: they look like those that the browser builds, and listen to nothing. */
export function PlainTurns({ layout, names }: { layout: TranscriptLayout; names: SpeakerNames }) {
  const { transcript, turns } = layout;
  const speakers = transcript.speakerIds.map((_, speaker) => {
    const name = speakerName(transcript, speaker, names);
    return { name, initials: initialsOf(name), ...speakerLook(transcript, speaker) };
  });
  const sections = Array.from({ length: Math.ceil(turns.length / TURNS_PER_SECTION) }, (_, section) => section * TURNS_PER_SECTION);
  return sections.map((first) => (
    <div key={first} className="-mx-2 px-2 skipped-off-screen">
      {turns.slice(first, first + TURNS_PER_SECTION).map((turn, place) => {
        const speaker = turn.speaker === null ? undefined : speakers[turn.speaker];
        return (
          <div key={turn.from} className={turnClass(transcript)}>
            {(speakers.length > 0 || transcript.timed) && (
              <div className={TURN_HEAD}>
                {speaker !== undefined && (
                  <span className={TURN_SPEAKER} data-color={speaker.color} data-shape={speaker.shape}>
                    <span aria-hidden className="speaker-badge">
                      {speaker.initials}
                    </span>
                    <bdi className="truncate">{speaker.name}</bdi>
                  </span>
                )}
                {transcript.timed && (
                  <a href={linkToTime(turn.startMs)} className={TURN_TIME}>
                    {formatClock(turn.startMs)}
                  </a>
                )}
              </div>
            )}
            <p dir="auto" className={turnTextClass(false)}>
              {partsOfTurn(layout, first + place).map(({ text, isEvent }, part) => (
                <Fragment key={part}>{isEvent ? <span className={AUDIO_EVENT}>{text}</span> : text}</Fragment>
              ))}
            </p>
          </div>
        );
      })}
    </div>
  ));
}
