import { RenameField } from "@/components/ui/rename-field";
import { SPEAKER_NAME_MAX_LENGTH } from "@/lib/transcripts/name-limits";

interface RenameSpeakerProps {
  /** What the speaker is called now. */
  name: string;
  /** The name without one of a person's own. */
  defaultName: string;
  /** Under what a name that is being typed is kept in this browser. */
  draftName: string;
  /** Answers with what went wrong, null when the name is kept. */
  onSave: (name: string) => Promise<string | null>;
  onClose: () => void;
}

/** A speaker's name as a field, in the place of the name. */
export function RenameSpeaker(props: RenameSpeakerProps) {
  return <RenameField {...props} label={`Name of ${props.name}`} maxLength={SPEAKER_NAME_MAX_LENGTH} className="h-7 text-label" />;
}
