"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { press } from "@/components/connection/press";
import { Playback } from "@/components/player/playback";
import { NoAnswerError } from "@/lib/http/fetch-json";
import { makeVoiceSample } from "@/lib/tasks/actions";
import { samplesQuery } from "@/lib/tasks/queries";
import { isUnfinished } from "@/lib/tasks/states";

const LOOK_EVERY_MS = 400;
const UNREACHED = "The server did not answer, so the sample could not be played. Try again.";

/** What the picker shows of a preview; at most one is under way on a page. */
export type PreviewState =
  | { readonly voice: string; readonly kind: "loading" | "playing" | "offer" }
  | { readonly voice: string; readonly kind: "problem"; readonly message: string }
  | null;

/**
 * Plays a voice's sample. Where there is none yet, the local engine makes it at once; with the vendor it is offered
 * first, since it uses credits.
 */
export function useVoicePreview({ spendsCredits }: { spendsCredits: boolean }) {
  const client = useQueryClient();
  const [state, setState] = useState<PreviewState>(null);
  const [host, setHost] = useState<HTMLDivElement | null>(null);
  const release = useRef<() => void>(() => undefined);
  const turn = useRef(0);

  const stop = () => {
    turn.current += 1;
    release.current();
    release.current = () => undefined;
    setState(null);
  };
  useEffect(() => () => release.current(), []);

  const play = (voice: string, url: string) => {
    if (host === null) return;
    const playback = new Playback({ url, durationMs: 0, contentType: "audio/mpeg" });
    const detach = playback.attach(host);
    const unsubscribe = playback.subscribe(() => {
      const { playing, failure } = playback.getState();
      if (failure !== null) setState({ voice, kind: "problem", message: "This sample could not be played. Try again." });
      else setState(playing ? { voice, kind: "playing" } : null);
    });
    release.current = () => {
      unsubscribe();
      detach();
    };
    playback.play();
  };

  /** Makes the sample if it is not there, then plays it; gives up when another preview or a stop came meanwhile. */
  const preview = async (voice: string, { mayMake }: { mayMake: boolean }) => {
    stop();
    const mine = turn.current;
    setState({ voice, kind: "loading" });
    let asked = false;
    try {
      while (turn.current === mine) {
        const samples = await client.query({ ...samplesQuery, staleTime: 0 });
        const sample = samples.find((candidate) => candidate.voice === voice);
        if (turn.current !== mine) return;
        if (sample?.url != null) {
          play(voice, sample.url);
          return;
        }
        if (sample !== undefined && isUnfinished(sample.state)) {
          await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
        } else if (asked) {
          setState({ voice, kind: "problem", message: sample?.failure?.message ?? "The sample could not be made. Try again." });
          return;
        } else if (mayMake) {
          asked = true;
          const result = await press(() => makeVoiceSample({ voice }), { unanswered: UNREACHED });
          if (!result.ok) throw new Error(result.problems[0]?.message ?? UNREACHED);
        } else {
          setState({ voice, kind: "offer" });
          return;
        }
      }
    } catch (error) {
      const message = error instanceof Error && !(error instanceof NoAnswerError) ? error.message : UNREACHED;
      if (turn.current === mine) setState({ voice, kind: "problem", message });
    }
  };

  return {
    state,
    /** Where the media element goes. */
    setHost,
    stop,
    start: (voice: string) => void preview(voice, { mayMake: !spendsCredits }),
    accept: (voice: string) => void preview(voice, { mayMake: true }),
  };
}
