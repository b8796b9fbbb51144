import { useEffect, useState } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import type { TranscriptLayout } from "@/components/transcript/transcript-layout";
import { drive, laidOut } from "./yardstick";

// The usual way: a list of words, one of which is the current one by a state that holds the time.
let layout: TranscriptLayout | undefined;
const listeners = new Set<(timeMs: number) => void>();

function Words({ words, turns }: { words: TranscriptLayout["transcript"]["words"]; turns: TranscriptLayout["turns"] }) {
  const [currentTime, setCurrentTime] = useState(-1);
  useEffect(() => {
    listeners.add(setCurrentTime);
    return () => void listeners.delete(setCurrentTime);
  }, []);
  return turns.map((turn) => (
    <p key={turn.from}>
      {words.slice(turn.from, turn.to).map((word, place) => (
        <span key={place} className={currentTime >= word.startMs && currentTime < word.endMs ? "bg-accent text-accent-ink" : ""}>
          {word.text}
          {word.after}
        </span>
      ))}
    </p>
  ));
}

drive({
  prepare: (packed) => {
    layout = laidOut(packed);
  },
  mount: (host) => {
    const { transcript, turns = [] } = layout ?? {};
    flushSync(() => createRoot(host).render(<Words words={transcript?.words ?? []} turns={turns} />));
  },
  light: (word) => listeners.forEach((listener) => listener(layout?.startsMs[word] ?? 0)),
});
