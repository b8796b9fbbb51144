/** How a recording is to be transcribed. */
export interface TranscriptionSettings {
  /** ISO 639-1 or 639-3; empty: detect. */
  readonly languageCode: string;
  readonly tagAudioEvents: boolean;
  readonly diarize: boolean;
}

/** The document's example: both on, the language detected. */
export const DEFAULT_TRANSCRIPTION_SETTINGS: TranscriptionSettings = { languageCode: "", tagAudioEvents: true, diarize: true };
