import type { UploadView } from "@/components/upload/upload-view";
import { cleanName } from "@/lib/recordings/naming";
import type { RecordingView } from "@/lib/recordings/schema";

/** What a file is known by from one visit to the next. */
interface ChosenFile {
  readonly name: string;
  readonly size: number;
  readonly lastModified: number;
}

/** The same of what is on its way or here. */
interface KnownFile {
  readonly name: string;
  readonly sizeBytes: number | null;
  readonly modifiedAt: number | null;
}

function hasSameFacts(file: ChosenFile, { name, sizeBytes, modifiedAt }: KnownFile): boolean {
  return sizeBytes === file.size && modifiedAt === file.lastModified && cleanName(name) === cleanName(file.name);
}

/** Whether a chosen file is, by name, size and time of change, the one whose upload is unfinished. */
export function isSameFile(file: ChosenFile, recording: RecordingView): boolean {
  return recording.state === "arriving" && hasSameFacts(file, recording);
}

/** Where a chosen file is already: in the list of what is to be transcribed, or in a transcript. An unfinished upload goes on with it, and is no such place. */
export type PlaceOfFile = { readonly in: "list" } | { readonly in: "transcript"; readonly taskId: string };

/** Where `file` is already; null where it is new, or belongs to an unfinished or refused upload. */
export function findPlace(
  file: ChosenFile,
  known: { uploads: readonly (KnownFile & Pick<UploadView, "phase">)[]; recordings: readonly RecordingView[]; transcriptions: readonly { readonly id: string; readonly recording: RecordingView }[] },
): PlaceOfFile | null {
  const isHere = (recording: RecordingView) => (recording.state === "preparing" || recording.state === "ready") && hasSameFacts(file, recording);
  const listed = known.uploads.some((upload) => upload.phase !== "failed" && hasSameFacts(file, upload)) || known.recordings.some(isHere);
  if (listed) return { in: "list" };
  const transcription = known.transcriptions.find(({ recording }) => isHere(recording));
  return transcription === undefined ? null : { in: "transcript", taskId: transcription.id };
}

/** The unfinished upload that goes on with `file`; of several the one that is furthest. Undefined when there is none. */
export function findSameFile(file: ChosenFile, recordings: readonly RecordingView[]): RecordingView | undefined {
  return recordings
    .filter((recording) => recording.uploadUrl !== null && isSameFile(file, recording))
    .toSorted((left, right) => right.receivedBytes - left.receivedBytes)[0];
}
