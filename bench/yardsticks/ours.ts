import { Playback } from "@/components/player/playback";
import { layOutTranscript } from "@/components/transcript/transcript-layout";
import { TranscriptView } from "@/components/transcript/transcript-view";
import { unpackTranscript } from "@/lib/transcripts/packed-transcript";
import type { Transcript } from "@/lib/transcripts/transcript";
import { drive } from "./yardstick";

// The transcript of our pages, with a playback that nobody hears.
let transcript: Transcript | undefined;
let playback: Playback | undefined;
let startsMs: Float64Array = new Float64Array();

drive({
  prepare: (packed) => {
    transcript = unpackTranscript(packed);
  },
  mount: (host) => {
    if (transcript === undefined) return;
    const layout = layOutTranscript(transcript);
    startsMs = layout.startsMs;
    playback = new Playback({ url: "", durationMs: layout.transcript.words.at(-1)?.endMs ?? 0, contentType: "" });
    const cover = document.createElement("div");
    const turns = document.createElement("div");
    turns.className = "@container/transcript";
    host.append(cover, turns);
    new TranscriptView({ host: turns, cover, layout, playback, names: {}, onFollowing: () => undefined, onRename: () => undefined });
  },
  light: (word) => playback?.seek(startsMs[word] ?? 0),
});
