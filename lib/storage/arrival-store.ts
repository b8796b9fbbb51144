import type { Readable } from "node:stream";

/** Where the bytes of recordings arrive, each by its recording's id, before they are known to be a recording and kept. */
export interface ArrivalStore {
  /** How many bytes of an upload have arrived; undefined when none were to. */
  receivedBytes(recordingId: string): Promise<number | undefined>;
  /** When the last byte arrived (Unix ms); undefined when none were to. */
  lastArrivalAt(recordingId: string): Promise<number | undefined>;
  /** Takes all bytes of a recording from a stream. Gives how many they were. */
  take(recordingId: string, body: Readable): Promise<number>;
  /**
   * Gives `work` a file of this machine's disk with what arrived, or what is stored under `keptAs` when that has been kept already.
   * Rejects with `file_missing` when it is neither here nor there.
   */
  withFile<T>(recordingId: string, keptAs: string, work: (file: string) => Promise<T>): Promise<T>;
  /** Removes what has arrived; it is no error when nothing has. */
  remove(recordingId: string): Promise<void>;
  /** Removes what last changed before `before` (Unix ms) and belongs to no recording for which `isAwaited`. Gives how much that was. */
  sweep(before: number, isAwaited: (recordingId: string) => Promise<boolean>): Promise<number>;
}
