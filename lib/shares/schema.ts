import type { TranscriptionSettings } from "@/lib/recordings/transcription-settings";
import type { SpeechSettings } from "@/lib/speech/settings";
import type { SpeakerNames, Transcript } from "@/lib/transcripts/transcript";
import type { TimedWord } from "@/lib/transcripts/word-timing";

/** What of a result is shared; at least the audio or the transcript (of a take: its text). */
export interface ShareIncludes {
  readonly audio: boolean;
  readonly transcript: boolean;
  readonly settings: boolean;
}

/** A part of the audio, in integer milliseconds from its start; `endMs` is exclusive. */
export interface SharePassage {
  readonly startMs: number;
  readonly endMs: number;
}

/** The expiries that count from when they are chosen. */
export const SHARE_EXPIRIES = ["never", "1d", "7d", "30d"] as const;

/** When a share ends: never, after a time from now, or at a moment (Unix ms): the end of a day is the browser's to tell. */
export type ShareExpiry = (typeof SHARE_EXPIRIES)[number] | number;

/** Ours: how long a share's title and password may be. */
export const SHARE_TITLE_MAX_LENGTH = 200;
export const SHARE_PASSWORD_MAX_LENGTH = 200;

/** What the dialog posts for a new share. */
export interface ShareOrder {
  /** The id of the click: the same again gives the same share. */
  readonly runId: string;
  readonly taskId: string;
  readonly title: string;
  readonly expiry: ShareExpiry;
  readonly password: string | null;
  readonly includes: ShareIncludes;
  readonly allowDownloads: boolean;
  readonly passage: SharePassage | null;
}

/** What the dialog posts for a share that is there; what is absent stays as it is, a null password takes the password away. */
export interface ShareChange {
  readonly shareId: string;
  readonly title?: string;
  readonly expiry?: ShareExpiry;
  readonly password?: string | null;
  readonly includes?: ShareIncludes;
  readonly allowDownloads?: boolean;
}

/** `revoked` is for good, `expired` until the expiry is changed. */
export type ShareState = "open" | "expired" | "revoked";

/** A share as its owner's browser sees it. Times are Unix milliseconds. */
export interface ShareView {
  readonly id: string;
  /** The path of its page, `/s/{slug}`. */
  readonly url: string;
  readonly taskId: string;
  readonly kind: "speech" | "transcription";
  readonly title: string;
  readonly state: ShareState;
  readonly createdAt: number;
  /** When it was last brought to the latest. */
  readonly frozenAt: number;
  readonly expiresAt: number | null;
  readonly hasPassword: boolean;
  readonly includes: ShareIncludes;
  readonly allowDownloads: boolean;
  readonly passage: SharePassage | null;
  readonly views: number;
  readonly lastOpenedAt: number | null;
  /** Whether speakers were renamed since it was frozen. */
  readonly outdated: boolean;
}

/** What is heard of a share. */
export interface SharedAudio {
  readonly url: string;
  /** Null where downloads are not allowed. */
  readonly downloadUrl: string | null;
  readonly contentType: string;
  readonly sizeBytes: number;
  /** Null where the server could not measure it. */
  readonly peaksUrl: string | null;
}

interface SharedBase {
  readonly title: string;
  /** The path of its page, `/s/{slug}`. */
  readonly url: string;
  readonly durationMs: number | null;
  /** Null where it is not shared. */
  readonly audio: SharedAudio | null;
  readonly allowDownloads: boolean;
  /** Where a passage stands in the whole. All other times are from the passage's own start. */
  readonly passage: SharePassage | null;
  readonly hasPassword: boolean;
  readonly frozenAt: number;
}

/** A take as whoever has the link may see it. What is not shared is null. */
export interface SharedSpeech extends SharedBase {
  readonly kind: "speech";
  readonly text: string | null;
  /** Null also where the take has no word times. */
  readonly words: readonly TimedWord[] | null;
  readonly settings: SpeechSettings | null;
}

/** A transcript as whoever has the link may see it. What is not shared is null. */
export interface SharedTranscription extends SharedBase {
  readonly kind: "transcription";
  /** The words, for the server's render. */
  readonly transcript: Transcript | null;
  /** The same, packed, for the browser. */
  readonly transcriptUrl: string | null;
  readonly speakerNames: SpeakerNames;
  /** Of `EXPORT_FORMATS`, where each is downloaded; empty where downloads are not allowed. */
  readonly exports: readonly { readonly label: string; readonly purpose: string | null; readonly url: string }[];
  readonly settings: TranscriptionSettings | null;
}

/** What a share's page may show, and nothing else. */
export type SharedResult = SharedSpeech | SharedTranscription;

/** What became of opening a link. `locked` asks for the password; only `open` may show anything, its title too. */
export type ShareOpening =
  | { readonly state: "missing" }
  | { readonly state: "gone" }
  | { readonly state: "locked"; readonly url: string }
  | { readonly state: "open"; readonly result: SharedResult };
