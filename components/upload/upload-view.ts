/**
 * `announcing`: the server does not know it yet. `waiting`: for its turn, when others are being sent. `lost`: no connection,
 * it tries again by itself. `sent`: the server has all of it.
 */
export type UploadPhase = "announcing" | "waiting" | "sending" | "paused" | "lost" | "failed" | "sent";

/** An upload as the page shows it. */
export interface UploadView {
  /** Of this page's upload, whatever becomes of it. */
  readonly id: string;
  /** Null until the server knows it. */
  readonly recordingId: string | null;
  readonly name: string;
  readonly origin: "upload" | "microphone";
  readonly sizeBytes: number;
  /** The file's own time of change, Unix milliseconds. */
  readonly modifiedAt: number;
  readonly sentBytes: number;
  readonly phase: UploadPhase;
  readonly bytesPerSecond: number | null;
  /** When it tries again after a lost connection, Unix milliseconds. */
  readonly retryAt: number | null;
  /** Why it failed. */
  readonly problem: string | null;
  /** A failed upload that can begin again with the same file. */
  readonly canRestart: boolean;
  /** A task waits for it or has it: it is listed there. */
  readonly hasTask: boolean;
}
