import { initialsOf, speakerLook } from "@/components/transcript/speaker-look";

/** A speaker's colour, shape and initials. */
export function SpeakerBadge({ speaker, name }: { speaker: number; name: string }) {
  const { color, shape } = speakerLook(speaker);
  return (
    <span aria-hidden data-shape={shape} data-color={color} className="speaker-badge">
      {initialsOf(name)}
    </span>
  );
}
