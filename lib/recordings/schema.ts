import type { Problem } from "@/lib/http/app-error";

/** Where a recording is: its bytes arrive, it is read and converted, it can be used, or it cannot. */
type RecordingState = "arriving" | "preparing" | "ready" | "refused";

/** A recording as its owner's browser sees it. */
export interface RecordingView {
  readonly id: string;
  /** As the person named it: may hold anything. */
  readonly name: string;
  readonly origin: "upload" | "url" | "microphone";
  readonly state: RecordingState;
  /** Null for a URL that says no length, until all of it is here. */
  readonly sizeBytes: number | null;
  readonly receivedBytes: number;
  /** The file's own time of change, by which the same file is known again. */
  readonly modifiedAt: number | null;
  /** Known once it is ready, as are the format and the channels. */
  readonly durationMs: number | null;
  readonly format: string | null;
  readonly channels: number | null;
  /** Why it was refused. */
  readonly problem: Problem | null;
  /** What its owner should know of it, although it can be used. */
  readonly notice: string | null;
  readonly createdAt: number;
  /** Where its upload goes on (tus); null when nothing is to be uploaded. */
  readonly uploadUrl: string | null;
  /** Where it is heard; null until it can be. */
  readonly audioUrl: string | null;
}
