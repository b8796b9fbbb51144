import { cleanName } from "@/lib/recordings/naming";
import type { RecordingView } from "@/lib/recordings/schema";

/** What a file is known by from one visit to the next. */
interface ChosenFile {
  readonly name: string;
  readonly size: number;
  readonly lastModified: number;
}

/** Whether a chosen file is, by name, size and time of change, the one whose upload is unfinished. */
export function isSameFile(file: ChosenFile, { name, sizeBytes, modifiedAt, state }: RecordingView): boolean {
  return state === "arriving" && sizeBytes === file.size && modifiedAt === file.lastModified && name === cleanName(file.name);
}

/** The unfinished upload that goes on with `file`; of several the one that is furthest. Undefined when there is none. */
export function findSameFile(file: ChosenFile, recordings: readonly RecordingView[]): RecordingView | undefined {
  return recordings
    .filter((recording) => recording.uploadUrl !== null && isSameFile(file, recording))
    .toSorted((left, right) => right.receivedBytes - left.receivedBytes)[0];
}
