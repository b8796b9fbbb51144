import { announcer } from "@/components/announcements/announcer";
import { guardPage } from "@/components/connection/page-guard";
import { heldNames, uploadLock } from "@/components/upload/tab-lock";
import { type TransferPlan, UploadTransfer } from "@/components/upload/upload-transfer";
import { newsOfUpload } from "@/components/upload/upload-news";
import type { UploadPhase, UploadView } from "@/components/upload/upload-view";
import { tabActivity } from "@/components/upload/tab-activity";
import { findSameFile } from "@/components/upload/same-file";
import type { RecordingView } from "@/lib/recordings/schema";

/** A browser has six connections to a server over HTTP/1.1; the page's stream and its requests need theirs. */
const SENDING_AT_ONCE = 3;
const TICK_MS = 500;
const MOVING: readonly UploadPhase[] = ["announcing", "waiting", "sending", "lost"];

/** What may be unfinished on the server: recordings, and whether a task waits for them. */
export type UnfinishedSource = () => Promise<readonly { recording: RecordingView; hasTask: boolean }[]>;

/** The uploads of this tab. They go on while people move from page to page; only closing the tab stops them. */
class UploadStore {
  #transfers: readonly UploadTransfer[] = [];
  #views: readonly UploadView[] = [];
  readonly #listeners = new Set<() => void>();
  #announcements = Promise.resolve();
  #ticking: ReturnType<typeof setInterval> | undefined;
  #warning = new AbortController();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly getSnapshot = (): readonly UploadView[] => this.#views;

  /** Starts an upload, or goes on with the unfinished one of the same file. */
  add(plan: Omit<TransferPlan, "findUnfinished"> & { readonly unfinished: UnfinishedSource }): void {
    const { unfinished, ...rest } = plan;
    const transfer: UploadTransfer = new UploadTransfer(
      { ...rest, findUnfinished: (file) => this.#findUnfinished(file, unfinished) },
      {
        oneByOne: (announce) => (this.#announcements = this.#announcements.then(announce)),
        changed: () => this.#settle(),
        abandoned: () => this.remove(transfer.id),
      },
    );
    this.#transfers = [...this.#transfers, transfer];
    transfer.announce();
  }

  pause(id: string): void {
    this.#find(id)?.pause();
  }

  resume(id: string): void {
    this.#find(id)?.resume();
  }

  restart(id: string): void {
    this.#find(id)?.restart();
  }

  /** Takes an upload out of the list, and stops it where it still runs. */
  remove(id: string): void {
    this.#find(id)?.close();
    this.#transfers = this.#transfers.filter((transfer) => transfer.id !== id);
    this.#settle();
  }

  /** Notes that tasks wait for these recordings. */
  noteTasks(recordingIds: readonly string[]): void {
    for (const transfer of this.#transfers) {
      if (transfer.recordingId !== null && recordingIds.includes(transfer.recordingId)) transfer.noteTask();
    }
    this.#settle();
  }

  /** Resolves when no upload is about to be announced: each is known to the server, or cannot be just now. */
  async untilAnnounced(): Promise<void> {
    const busy = () => this.#transfers.some(({ phase }) => phase === "announcing");
    if (!busy()) return;
    await new Promise<void>((resolve) => {
      const stop = this.subscribe(() => {
        if (busy()) return;
        stop();
        resolve();
      });
    });
  }

  #find(id: string): UploadTransfer | undefined {
    return this.#transfers.find((transfer) => transfer.id === id);
  }

  async #findUnfinished(file: File, unfinished: UnfinishedSource) {
    const [candidates, held] = await Promise.all([unfinished(), heldNames()]);
    const free = candidates.filter(
      ({ recording: { id } }) => !held.has(uploadLock(id)) && !this.#transfers.some(({ recordingId }) => recordingId === id),
    );
    const same = findSameFile(file, free.map(({ recording }) => recording));
    return free.find(({ recording }) => recording === same);
  }

  /** Gives the next their turns, and tells who listens. */
  #settle(): void {
    const sending = this.#transfers.filter(({ phase }) => phase === "sending").length;
    const next = this.#transfers.filter(({ phase }) => phase === "waiting").slice(0, Math.max(0, SENDING_AT_ONCE - sending));
    if (next.length > 0) {
      // Each turn changes the phase, which comes back here.
      for (const transfer of next) transfer.send();
      return;
    }
    this.#tell();
    this.#tick(sending > 0);
    this.#warnBeforeUnload(this.#transfers.some(({ phase }) => MOVING.includes(phase)));
  }

  #tell(): void {
    const before = this.#views;
    this.#views = this.#transfers.map((transfer) => transfer.view());
    for (const now of this.#views) {
      const sentence = newsOfUpload(before.find(({ id }) => id === now.id), now);
      if (sentence !== null) announcer.say(now.recordingId ?? now.id, sentence);
    }
    tabActivity.note({
      uploadedShare: uploadedShare(this.#views),
      pausedUploads: this.#views.filter(({ phase }) => phase === "paused").length,
      failedUploads: this.#views.filter(({ phase }) => phase === "failed"),
    });
    for (const listener of this.#listeners) listener();
  }

  #tick(on: boolean): void {
    if (on) {
      this.#ticking ??= setInterval(() => this.#tell(), TICK_MS);
      return;
    }
    clearInterval(this.#ticking);
    this.#ticking = undefined;
  }

  #warnBeforeUnload(on: boolean): void {
    this.#warning.abort();
    if (!on) return;
    this.#warning = new AbortController();
    guardPage(this.#warning.signal);
  }
}

/** How much of what is moving has been sent; null where nothing is. */
function uploadedShare(views: readonly UploadView[]): number | null {
  const moving = views.filter(({ phase }) => MOVING.includes(phase));
  if (moving.length === 0) return null;
  const total = moving.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return total === 0 ? 0 : moving.reduce((sum, { sentBytes }) => sum + sentBytes, 0) / total;
}

export const uploads = new UploadStore();
