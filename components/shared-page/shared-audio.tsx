import type { LinkedTime } from "@/components/player/link-time";

/** The browser's own player, for who has no JavaScript; it goes where the link points. */
export function PlainAudio({ url, linked }: { url: string; linked: LinkedTime | null }) {
  const fragment = linked === null ? "" : `#t=${linked.startMs / 1000}${linked.endMs === null ? "" : `,${linked.endMs / 1000}`}`;
  return (
    <noscript>
      {/* eslint-disable-next-line jsx-a11y/media-has-caption -- what is said stands below as text, where its owner shares that */}
      <audio controls preload="metadata" src={`${url}${fragment}`} className="sticky top-2 z-20 my-3 block w-full" />
    </noscript>
  );
}
