"use client";

import { ArrowDownToLine } from "lucide-react";
import { useEffect, useEffectEvent, useImperativeHandle, useLayoutEffect, useRef, useState, type ReactNode, type Ref, type RefObject } from "react";
import { createPortal } from "react-dom";
import type { Playback } from "@/components/player/playback";
import { usePlaybackState } from "@/components/player/use-playback-state";
import { RenameSpeaker } from "@/components/transcript/rename-speaker";
import { usePageShortcuts } from "@/components/shortcuts/use-page-shortcuts";
import type { TranscriptLayout } from "@/components/transcript/transcript-layout";
import { TranscriptView } from "@/components/transcript/transcript-view";
import { Button } from "@/components/ui/button";
import type { Match } from "@/lib/transcripts/search";
import { speakerName } from "@/lib/transcripts/speakers";
import type { SpeakerNames } from "@/lib/transcripts/transcript";

/** What else on the page asks of the turns. */
export type TranscriptHandle = Pick<TranscriptView, "selectedWords" | "leaveSelection">;

interface TranscriptBodyProps {
  layout: TranscriptLayout;
  playback: Playback;
  /** What stays on top of the page while the turns scroll below it. */
  cover: RefObject<HTMLElement | null>;
  names: SpeakerNames;
  matches: readonly Match[];
  currentMatch: number;
  /** What a link points at, in milliseconds. */
  linked: { readonly startMs: number; readonly endMs: number } | null;
  /** Null where nobody may change names. */
  naming: SpeakerNaming | null;
  /** Whether there is a playback to follow. */
  playable: boolean;
  /** The turns as the server renders them, for who has no JavaScript: the browser builds those that listen. It is not hydrated with them. */
  plainTurns: ReactNode;
  ref: Ref<TranscriptHandle>;
}

/** How the name of a speaker is changed. */
export interface SpeakerNaming {
  /** Under what a name that is being typed for a speaker is kept. */
  readonly draftNameOf: (speaker: number) => string;
  /** Answers with what went wrong, null when the name is kept. */
  readonly onRename: (speaker: number, name: string) => Promise<string | null>;
}

/** A speaker being renamed in a turn. */
interface Renaming {
  readonly speaker: number;
  readonly head: Element;
  /** What had the focus before. */
  readonly from: Element | null;
}

/** The turns of the transcript. React gives them their place; what is in it, they build themselves. */
export function TranscriptBody({ layout, playback, cover, names, matches, currentMatch, linked, naming, playable, plainTurns, ref }: TranscriptBodyProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<TranscriptView>(null);
  const [following, setFollowing] = useState(true);
  const { playing } = usePlaybackState(playback);
  const [renaming, setRenaming] = useState<Renaming | null>(null);
  useImperativeHandle(ref, () => ({ selectedWords: () => view.current?.selectedWords() ?? null, leaveSelection: () => view.current?.leaveSelection() }), []);

  const followed = playable && layout.transcript.timed;
  usePageShortcuts(followed ? { follow: () => view.current?.followAgain() } : {});

  const openRename = (speaker: number, turn: HTMLElement) => {
    const head = turn.firstElementChild;
    if (head !== null) setRenaming({ speaker, head, from: document.activeElement });
  };
  useEffect(() => {
    if (renaming === null) return;
    // When the field is gone, and not from somebody who has gone on elsewhere.
    return () => {
      if (document.activeElement === document.body && renaming.from instanceof HTMLElement) renaming.from.focus({ preventScroll: true });
    };
  }, [renaming]);
  const build = useEffectEvent((element: HTMLElement, over: HTMLElement) =>
    new TranscriptView({ host: element, cover: over, layout, playback, names, onFollowing: setFollowing, onRename: naming === null ? null : openRename }));
  const showMatches = useEffectEvent(() => view.current?.showMatches(matches, currentMatch));

  // Before anything is painted: what stands below would jump.
  useLayoutEffect(() => {
    if (host.current === null || cover.current === null) return;
    const turns = build(host.current, cover.current);
    view.current = turns;
    showMatches();
    return () => {
      view.current = null;
      turns.destroy();
      setRenaming(null);
    };
  }, [layout, playback, cover]);

  useEffect(() => view.current?.setNames(names), [names]);
  // With the number of matches, which is painted at the same time.
  useLayoutEffect(() => showMatches(), [matches]);
  useEffect(() => view.current?.showLinked(linked), [linked, layout]);
  const match = matches[currentMatch];
  useLayoutEffect(() => {
    if (match !== undefined) view.current?.goToMatch(match);
  }, [match]);

  return (
    <>
      <div ref={host} className="@container/transcript" />
      {typeof window === "undefined" && <div className="@container/transcript">{plainTurns}</div>}
      {naming !== null && renaming !== null &&
        createPortal(
          <RenameSpeaker
            key={renaming.speaker}
            name={speakerName(layout.transcript, renaming.speaker, names)}
            defaultName={speakerName(layout.transcript, renaming.speaker, {})}
            draftName={naming.draftNameOf(renaming.speaker)}
            onSave={(name) => naming.onRename(renaming.speaker, name)}
            onClose={() => setRenaming(null)}
          />,
          renaming.head,
        )}
      {followed && !following && (playing || playback.isLastUsed) && (
        <div className="pointer-events-none sticky bottom-4 z-10 flex h-0 items-end justify-center print:hidden">
          <Button variant="primary" className="pointer-events-auto rounded-full! shadow-raised" onClick={() => view.current?.followAgain()}>
            <ArrowDownToLine aria-hidden className="size-4" />
            Follow playback
          </Button>
        </div>
      )}
    </>
  );
}
