import { initialsOf, type SpeakerLook } from "@/components/transcript/speaker-look";

/** A speaker's colour, shape and initials. */
export function SpeakerBadge({ look: { color, shape }, name }: { look: SpeakerLook; name: string }) {
  return (
    <span aria-hidden data-shape={shape} data-color={color} className="speaker-badge">
      {initialsOf(name)}
    </span>
  );
}
