import { nanoid } from "nanoid";
import { ensureSession } from "@/components/connection/session";
import { holdInThisTab, uploadLock } from "@/components/upload/tab-lock";
import { addSample, bytesPerSecond, type ProgressSample } from "@/components/upload/upload-rate";
import { judgeTrouble, retryDelayMs } from "@/components/upload/upload-trouble";
import { announceUpload, answerTo, isReadable, sendUpload, unlessStopped } from "@/components/upload/upload-requests";
import type { UploadPhase, UploadView } from "@/components/upload/upload-view";
import type { RecordingView } from "@/lib/recordings/schema";

/** What is sent, and who wants to know. */
export interface TransferPlan {
  readonly file: File;
  readonly origin: UploadView["origin"];
  /** The unfinished upload of the same file that it goes on with, looked up before each announcement. */
  readonly findUnfinished: (file: File) => Promise<{ recording: RecordingView; hasTask: boolean } | undefined>;
  /** Told once when the server knows it, for remembering its id. */
  readonly onAnnounced?: (recordingId: string) => void;
  /** Told once when the server has all of it. */
  readonly onSent?: (recordingId: string) => void;
  /** Told when it is taken out of the list, sent or not. */
  readonly onClosed?: () => void;
}

/** What a transfer needs of the page's other uploads. */
interface Surroundings {
  /** Runs one announcement after another: the first sets the cookie by which the others belong to the same person. */
  readonly oneByOne: (announce: () => Promise<void>) => Promise<void>;
  readonly changed: () => void;
  /** The task that waited for it was deleted, and the recording with it. */
  readonly abandoned: () => void;
}

/** A connection on which nothing moves for so long is taken for dead. */
const STALL_MS = 30_000;

/**
 * One file on its way to the server. It announces itself, waits until `send` gives it its turn, and goes on by itself after
 * every interruption from the byte that the server has, for as long as the page lives.
 */
export class UploadTransfer {
  readonly id = nanoid();
  readonly #plan: TransferPlan;
  readonly #surroundings: Surroundings;
  #phase: UploadPhase = "announcing";
  #uploadUrl: string | null = null;
  #recordingId: string | null = null;
  #hasTask = false;
  #sentBytes = 0;
  #samples: readonly ProgressSample[] = [];
  #attempt = 0;
  #retryAt: number | null = null;
  #problem: string | null = null;
  #canRestart = false;
  /** Ends what runs now: a request, a timer, a listener. */
  #stop = new AbortController();
  #releaseLock = () => {};

  constructor(plan: TransferPlan, surroundings: Surroundings) {
    this.#plan = plan;
    this.#surroundings = surroundings;
  }

  get phase(): UploadPhase {
    return this.#phase;
  }

  get recordingId(): string | null {
    return this.#recordingId;
  }

  view(): UploadView {
    const { file, origin } = this.#plan;
    return {
      id: this.id,
      recordingId: this.#recordingId,
      name: file.name,
      origin,
      sizeBytes: file.size,
      modifiedAt: file.lastModified,
      sentBytes: this.#sentBytes,
      phase: this.#phase,
      bytesPerSecond: this.#phase === "sending" ? bytesPerSecond(this.#samples, performance.now()) : null,
      retryAt: this.#retryAt,
      problem: this.#problem,
      canRestart: this.#canRestart,
      hasTask: this.#hasTask,
    };
  }

  /** Makes the upload known to the server, or finds the one that it goes on with. */
  readonly announce = (): void => {
    const stop = this.#enter("announcing");
    void this.#surroundings.oneByOne(async () => {
      if (stop.aborted) return;
      const watch = setTimeout(() => void this.#meetTrouble(new Error("No answer."), stop), STALL_MS);
      const { file, origin, findUnfinished } = this.#plan;
      try {
        const known = await unlessStopped(findUnfinished(file), stop);
        if (known === undefined) {
          await unlessStopped(ensureSession(), stop);
          this.#announced(await unlessStopped(announceUpload({ file, origin }, stop), stop));
        } else {
          this.#hasTask = known.hasTask;
          this.#sentBytes = known.recording.receivedBytes;
          this.#announced(new URL(known.recording.uploadUrl ?? "", window.location.href).href);
        }
      } catch (error) {
        await this.#meetTrouble(error, stop);
      } finally {
        clearTimeout(watch);
      }
    });
  };

  /** Its turn: sends from the byte that the server has. */
  readonly send = (): void => {
    const uploadUrl = this.#uploadUrl;
    if (this.#phase !== "waiting" || uploadUrl === null) return;
    const stop = this.#enter("sending");
    const fail = (error: unknown) => void this.#meetTrouble(error, stop);
    let watch: ReturnType<typeof setTimeout> | undefined;
    const progress = (bytes: number) => {
      clearTimeout(watch);
      if (stop.aborted) return;
      watch = setTimeout(() => fail(new Error("Nothing moves.")), STALL_MS);
      if (bytes > this.#sentBytes) this.#attempt = 0;
      this.#sentBytes = bytes;
      this.#samples = addSample(this.#samples, { atMs: performance.now(), bytes });
    };
    stop.addEventListener("abort", () => clearTimeout(watch), { once: true });
    this.#samples = [];
    progress(this.#sentBytes);
    sendUpload(
      { file: this.#plan.file, uploadUrl },
      {
        // What was sent before may have been lost on the way.
        onServerHas: (bytes) => {
          this.#samples = [];
          progress(bytes);
        },
        onProgress: progress,
        onSuccess: () => this.#sent(stop),
        onError: fail,
      },
      stop,
    ).catch(fail);
  };

  readonly pause = (): void => {
    if (this.#phase !== "sent" && this.#phase !== "failed") this.#enter("paused");
  };

  /** Goes on after a pause, or at once where it waits to try again. */
  readonly resume = (): void => {
    if (this.#uploadUrl === null) this.announce();
    else this.#enter("waiting");
  };

  /** Begins again from the first byte, after the server lost the upload. */
  readonly restart = (): void => {
    this.#forgetServer();
    this.announce();
  };

  /** Stops for good and lets go of everything. What the server has of it is not this one's business. */
  readonly close = (): void => {
    this.#stop.abort();
    this.#releaseLock();
    this.#plan.onClosed?.();
  };

  readonly noteTask = (): void => {
    this.#hasTask = true;
  };

  /** Ends what runs and begins something else; the signal tells it when it is over. */
  #enter(phase: UploadPhase, change: { retryAt?: number; problem?: string; canRestart?: boolean } = {}): AbortSignal {
    this.#stop.abort();
    this.#stop = new AbortController();
    this.#phase = phase;
    this.#retryAt = change.retryAt ?? null;
    this.#problem = change.problem ?? null;
    this.#canRestart = change.canRestart ?? false;
    this.#surroundings.changed();
    return this.#stop.signal;
  }

  #announced(uploadUrl: string): void {
    this.#uploadUrl = uploadUrl;
    const recordingId = new URL(uploadUrl).pathname.split("/").at(-1) ?? "";
    this.#recordingId = recordingId;
    this.#releaseLock = holdInThisTab(uploadLock(recordingId));
    this.#plan.onAnnounced?.(recordingId);
    this.#enter("waiting");
  }

  #sent(stop: AbortSignal): void {
    if (stop.aborted) return;
    this.#sentBytes = this.#plan.file.size;
    this.#releaseLock();
    this.#enter("sent");
    if (this.#recordingId !== null) this.#plan.onSent?.(this.#recordingId);
  }

  async #meetTrouble(error: unknown, stop: AbortSignal): Promise<void> {
    const readable = await isReadable(this.#plan.file);
    if (stop.aborted) return;
    const answer = answerTo(error);
    if (!readable) {
      this.#enter("failed", { problem: "The file was changed, moved or deleted after it was chosen. Choose it again." });
      return;
    }
    const trouble = judgeTrouble(answer?.getStatus() ?? null, answer?.getBody() ?? "");
    if (trouble.kind === "gone" && this.#hasTask) {
      this.#surroundings.abandoned();
      return;
    }
    // The rest of an upload that was taken goes on by itself; one that was not is for the person to announce again.
    const comesBack = trouble.kind === "lost" || (trouble.kind === "full" && this.#uploadUrl !== null);
    if (!comesBack) {
      this.#enter("failed", { problem: trouble.message, canRestart: trouble.kind !== "refused" });
      return;
    }
    const delayMs = retryDelayMs(this.#attempt);
    this.#attempt += 1;
    const waiting = this.#enter("lost", { retryAt: Date.now() + delayMs, ...(trouble.kind === "full" ? { problem: trouble.message } : {}) });
    const timer = setTimeout(this.resume, delayMs);
    waiting.addEventListener("abort", () => clearTimeout(timer), { once: true });
    window.addEventListener("online", this.resume, { signal: waiting });
  }

  #forgetServer(): void {
    this.#releaseLock();
    this.#releaseLock = () => {};
    this.#uploadUrl = null;
    this.#recordingId = null;
    this.#sentBytes = 0;
    this.#attempt = 0;
  }
}
