import type { Transcript } from "@/lib/transcripts/transcript";

/** So many turns lie in a section that the browser skips while it is off screen: few, so that little is laid out that nobody sees. */
export const TURNS_PER_SECTION = 8;

/** The classes of a turn's parts, for those that are built in the browser and those that the server renders. */
export const TURN_HEAD = "group/head flex min-h-7 pointer-coarse:min-h-11 min-w-0 items-center gap-2 self-start select-none print:break-after-avoid";
export const TURN_TIME =
  "shrink-0 rounded-sm text-label pointer-coarse:min-w-11 pointer-coarse:py-3 text-ink-soft tabular-nums hover:text-ink hover:underline group-data-[current=true]/turn:font-medium group-data-[current=true]/turn:text-accent @3xl/transcript:ml-auto";
export const TURN_SPEAKER =
  "speaker-name -mx-1.5 flex min-w-0 focus-visible:outline-offset-0 items-center gap-2 rounded-md px-1.5 py-0.5 pointer-coarse:min-w-11 pointer-coarse:py-3 text-label font-semibold group-has-[input]/head:hidden";
export const AUDIO_EVENT =
  "rounded-full border border-line bg-surface-sunken px-2 py-0.5 text-label text-ink-soft italic box-decoration-clone";

/** The class of a turn: beside its text stand its speaker and its time, as far as they are known. */
export function turnClass({ speakerIds, timed }: Transcript): string {
  if (speakerIds.length > 0) return "group/turn grid gap-x-6 py-2 @3xl/transcript:grid-cols-speakers";
  return timed ? "group/turn grid gap-x-4 py-2 @xl/transcript:grid-cols-times" : "py-2";
}

/** The class of a turn's text; `sought` where a click on a word goes there. */
export function turnTextClass(sought: boolean): string {
  return `max-w-reading text-base/7 whitespace-pre-wrap wrap-anywhere ${sought ? "cursor-pointer" : ""}`;
}
