import { initialsOf, speakerLook } from "@/components/transcript/speaker-look";

/** A speaker's colour, shape and initials. */
export function SpeakerBadge({ speaker, name }: { speaker: number; name: string }) {
  const { colorNumber, shape } = speakerLook(speaker);
  return (
    <span aria-hidden data-speaker={colorNumber} data-shape={shape} className="speaker-badge">
      {initialsOf(name)}
    </span>
  );
}
