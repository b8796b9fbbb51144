import { layOutTranscript, type TranscriptLayout } from "@/components/transcript/transcript-layout";
import { unpackTranscript, type PackedTranscript } from "@/lib/transcripts/packed-transcript";

/** A way to show a transcript and to light the word that is spoken. */
export interface Yardstick {
  /** Takes what it shows apart, before anything is measured. */
  readonly prepare: (packed: PackedTranscript) => void;
  /** Puts all of it on the page. */
  readonly mount: (host: HTMLElement) => void;
  readonly light: (word: number) => void;
}

/** What the bench calls in the page. */
export interface YardstickDriver {
  readonly prepare: (packed: PackedTranscript) => void;
  /** Mounts it; gives the time until its first words were painted, in milliseconds. */
  readonly mount: () => Promise<number>;
  /** Lights so many words, one a frame. −1 lights none, for what the frames alone cost. */
  readonly play: (from: number, words: number) => Promise<void>;
}

/** Leaves a way's driver in the page, where the bench calls `driver()`. */
export function drive({ prepare, mount, light }: Yardstick): void {
  const driver: YardstickDriver = {
    prepare,
    mount: async () => {
      const host = document.createElement("main");
      const startedAt = performance.now();
      document.body.append(host);
      mount(host);
      await painted();
      return performance.now() - startedAt;
    },
    play: async (from, words) => {
      for (let word = 0; word < words; word += 1) {
        await nextFrame();
        if (from >= 0) light(from + word);
      }
      await painted();
    },
  };
  Object.assign(globalThis, { driver: () => driver });
}

/** The transcript in its turns, for ways that are given them. */
export function laidOut(packed: PackedTranscript): TranscriptLayout {
  return layOutTranscript(unpackTranscript(packed));
}

function nextFrame(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => resolve()));
}

/** When the frame that is now being made has been painted: what is posted within a frame comes after it. */
function painted(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve();
      port2.postMessage(null);
    });
  });
}
