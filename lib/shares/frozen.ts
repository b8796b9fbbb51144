import type { TranscriptionSettings } from "@/lib/recordings/transcription-settings";
import type { SpeechSettings } from "@/lib/speech/settings";
import { speakerName } from "@/lib/transcripts/speakers";
import type { SpeakerNames, Transcript } from "@/lib/transcripts/transcript";

/** A speaker as a share shows them. */
interface FrozenSpeaker {
  readonly id: string;
  readonly name: string;
  /** The name that was given to them then; null where none was. */
  readonly given: string | null;
}

/** What a share shows beside its files, whatever of it is shared at the moment. */
export type Frozen =
  | {
      readonly kind: "speech";
      readonly durationMs: number | null;
      /** Null for a passage of a take without word times, whose words nobody knows. */
      readonly text: string | null;
      readonly settings: SpeechSettings;
    }
  | {
      readonly kind: "transcription";
      readonly durationMs: number | null;
      readonly speakers: readonly FrozenSpeaker[];
      readonly settings: TranscriptionSettings;
    };

/** The speakers of a transcript, as they are called now. */
export function freezeSpeakers(transcript: Transcript, names: SpeakerNames): FrozenSpeaker[] {
  return transcript.speakerIds.map((id, speaker) => ({ id, name: speakerName(transcript, speaker, names), given: givenName(names, id) }));
}

/** The names that a share shows. */
export function frozenNames(frozen: Frozen): SpeakerNames {
  return frozen.kind === "speech" ? {} : Object.fromEntries(frozen.speakers.map(({ id, name }) => [id, name]));
}

/** Whether a speaker of a share was renamed since. */
export function isOutdated(frozen: Frozen, names: SpeakerNames): boolean {
  return frozen.kind === "transcription" && frozen.speakers.some(({ id, given }) => givenName(names, id) !== given);
}

function givenName(names: SpeakerNames, id: string): string | null {
  return Object.hasOwn(names, id) ? (names[id] ?? null) : null;
}
