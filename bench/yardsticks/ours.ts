import { Playback } from "@/components/player/playback";
import type { TranscriptLayout } from "@/components/transcript/transcript-layout";
import { TranscriptView } from "@/components/transcript/transcript-view";
import { drive, laidOut } from "./yardstick";

// The transcript of our pages, with a playback that nobody hears.
let layout: TranscriptLayout | undefined;
let playback: Playback | undefined;

drive({
  prepare: (packed) => {
    layout = laidOut(packed);
  },
  mount: (host) => {
    if (layout === undefined) return;
    playback = new Playback({ url: "", durationMs: layout.transcript.words.at(-1)?.endMs ?? 0, contentType: "" });
    const cover = document.createElement("div");
    const turns = document.createElement("div");
    turns.className = "@container/transcript";
    host.append(cover, turns);
    new TranscriptView({ host: turns, cover, layout, playback, names: {}, onFollowing: () => undefined, onRename: () => undefined });
  },
  light: (word) => playback?.seek(layout?.startsMs[word] ?? 0),
});
