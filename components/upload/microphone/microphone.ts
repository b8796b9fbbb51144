import { nanoid } from "nanoid";
import { guardPage } from "@/components/connection/page-guard";
import { tabActivity } from "@/components/upload/tab-activity";
import { holdInThisTab } from "@/components/upload/tab-lock";
import { keepChunk, type KeptRecording } from "@/components/upload/microphone/kept-recordings";

/** What the microphone of this tab does. */
export interface MicrophoneView {
  readonly phase: "idle" | "asking" | "recording" | "paused";
  readonly elapsedMs: number;
  /** Why it does not record. */
  readonly problem: string | null;
  /** What is wrong although it records. */
  readonly warning: string | null;
}

/** A finished recording, kept in this browser and here as a file. */
export interface Recorded {
  readonly kept: KeptRecording;
  readonly file: File;
  /** Lets other tabs offer it; to be called when this one is done with it. */
  readonly release: () => void;
}

/** So much is lost at most when the tab is closed. */
const CHUNK_MS = 1000;
const TICK_MS = 250;
const TYPES = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];
const UNSAVED = "This browser cannot keep the recording on its disk, so keep this page open until it is uploaded.";
const IDLE: MicrophoneView = { phase: "idle", elapsedMs: 0, problem: null, warning: null };

/** The name under which a tab holds a recording that it makes or uploads. */
export function microphoneLock(keptId: string): string {
  return `soundcheck.microphone.${keptId}`;
}

/** The one recording that this tab may be making. It goes on while people move from page to page. */
class Microphone {
  #view = IDLE;
  #session: Session | null = null;
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly getSnapshot = (): MicrophoneView => this.#view;

  /** How loud it is now, from 0 to 1. */
  readonly level = (): number => this.#session?.level() ?? 0;

  /** Asks for the microphone and records until `stop`; then gives what was recorded. */
  async start(onRecorded: (recorded: Recorded) => void): Promise<void> {
    if (this.#view.phase !== "idle") return;
    // Pages without https on another machine have no microphone at all.
    if (!("mediaDevices" in navigator)) {
      this.#show({ problem: "Browsers give the microphone only to pages with https, or on this machine as localhost. Open this page that way, or record with another program and drop the file here." });
      return;
    }
    this.#show({ phase: "asking" });
    let stream: MediaStream | undefined;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      this.#session = new Session(stream, {
        changed: (change) => this.#show({ ...this.#view, ...change }),
        ended: (recorded) => {
          this.#session = null;
          this.#show(recorded === null ? { problem: "Nothing was recorded." } : {});
          if (recorded !== null) onRecorded(recorded);
        },
      });
    } catch (error) {
      for (const track of stream?.getTracks() ?? []) track.stop();
      this.#show({ problem: problemOf(error) });
      return;
    }
    this.#show({ phase: "recording" });
  }

  readonly pause = (): void => this.#session?.pause();
  readonly resume = (): void => this.#session?.resume();
  readonly stop = (): void => this.#session?.stop();

  #show(view: Partial<MicrophoneView>): void {
    this.#view = { ...IDLE, ...view };
    tabActivity.note({ recording: this.#view.phase === "recording" || this.#view.phase === "paused" });
    for (const listener of this.#listeners) listener();
  }
}

export const microphone = new Microphone();

/** One recording from the first sound to the last. */
class Session {
  readonly #recorder: MediaRecorder;
  readonly #context = new AudioContext();
  readonly #analyser = this.#context.createAnalyser();
  readonly #samples: Float32Array<ArrayBuffer>;
  readonly #over = new AbortController();
  readonly #id = nanoid();
  readonly #startedAt = Date.now();
  readonly #tell: (change: Partial<MicrophoneView>) => void;
  /** Everything recorded so far; the browser's disk has the same. */
  readonly #chunks: Blob[] = [];
  #writing = Promise.resolve();
  #elapsedMs = 0;
  #runningSince: number | null = performance.now();

  constructor(stream: MediaStream, told: { changed: (change: Partial<MicrophoneView>) => void; ended: (recorded: Recorded | null) => void }) {
    this.#tell = told.changed;
    const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
    this.#recorder = new MediaRecorder(stream, mimeType === undefined ? {} : { mimeType });
    this.#context.createMediaStreamSource(stream).connect(this.#analyser);
    this.#samples = new Float32Array(this.#analyser.fftSize);
    const release = holdInThisTab(microphoneLock(this.#id));
    const { signal } = this.#over;
    const timer = setInterval(() => this.#tell({ elapsedMs: this.#elapsed() }), TICK_MS);
    this.#recorder.addEventListener("dataavailable", ({ data }) => this.#take(data), { signal });
    // Also when the microphone is unplugged or its permission is taken back.
    this.#recorder.addEventListener(
      "stop",
      () => {
        clearInterval(timer);
        this.#halt();
        for (const track of stream.getTracks()) track.stop();
        void this.#context.close();
        this.#over.abort();
        void this.#writing.then(() => {
          const recorded = this.#recorded(release);
          if (recorded === null) release();
          told.ended(recorded);
        });
      },
      { signal },
    );
    guardPage(signal);
    this.#recorder.start(CHUNK_MS);
  }

  level(): number {
    this.#analyser.getFloatTimeDomainData(this.#samples);
    return Math.min(1, this.#samples.reduce((loudest, sample) => Math.max(loudest, Math.abs(sample)), 0));
  }

  pause(): void {
    if (this.#recorder.state !== "recording") return;
    this.#recorder.pause();
    // What is in the recorder's buffer is kept, too, however long the pause is.
    this.#recorder.requestData();
    this.#halt();
    this.#tell({ phase: "paused", elapsedMs: this.#elapsed() });
  }

  resume(): void {
    if (this.#recorder.state !== "paused") return;
    this.#recorder.resume();
    this.#runningSince = performance.now();
    this.#tell({ phase: "recording" });
  }

  stop(): void {
    if (this.#recorder.state !== "inactive") this.#recorder.stop();
  }

  #elapsed(): number {
    return this.#elapsedMs + (this.#runningSince === null ? 0 : performance.now() - this.#runningSince);
  }

  #halt(): void {
    this.#elapsedMs = this.#elapsed();
    this.#runningSince = null;
  }

  #take(data: Blob): void {
    if (data.size === 0) return;
    const index = this.#chunks.push(data) - 1;
    const kept = this.#kept();
    this.#writing = this.#writing
      .then(async () => keepChunk(kept, index, await data.arrayBuffer()))
      .catch(() => this.#tell({ warning: UNSAVED }));
  }

  #kept(): KeptRecording {
    const type = this.#recorder.mimeType || "audio/webm";
    return { id: this.#id, name: nameOf(this.#startedAt, type), type, startedAt: this.#startedAt, durationMs: Math.round(this.#elapsed()), recordingId: null };
  }

  #recorded(release: () => void): Recorded | null {
    if (this.#chunks.length === 0) return null;
    const kept = this.#kept();
    return { kept, file: new File(this.#chunks, kept.name, { type: kept.type, lastModified: kept.startedAt }), release };
  }
}

function nameOf(startedAt: number, type: string): string {
  const at = new Date(startedAt);
  const two = (value: number) => String(value).padStart(2, "0");
  const extension = type.includes("mp4") ? "m4a" : type.includes("ogg") ? "ogg" : "webm";
  return `Recording ${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}.${two(at.getMinutes())}.${two(at.getSeconds())}.${extension}`;
}

function problemOf(error: unknown): string {
  switch (error instanceof DOMException ? error.name : "") {
    case "NotAllowedError":
      return "This page may not use the microphone. Allow it in the browser’s settings for this site, and press Record again.";
    case "NotFoundError":
      return "No microphone was found. Connect one and press Record again.";
    case "NotReadableError":
      return "The microphone cannot be read: another program may use it. Close that, and press Record again.";
    default:
      return "The microphone could not be opened. Press Record to try again.";
  }
}
