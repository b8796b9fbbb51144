import { clockTimestamp } from "@/lib/transcripts/timestamps";

/** What is quoted, and of what. */
export interface Quotation {
  readonly text: string;
  /** Who says it; "" where nobody is named, or several speak. */
  readonly speaker: string;
  /** Of the recording or take. */
  readonly title: string;
  /** From its start, in milliseconds. */
  readonly startMs: number;
  readonly endMs: number;
  /** Where it can be heard. */
  readonly url: string;
}

/** Words as one quotes them, on lines of their own: in quotation marks, then who said them, where and when, then the link. */
export function quotationText({ text, speaker, title, startMs, endMs, url }: Quotation): string {
  const [from, to] = [clockTimestamp(startMs), clockTimestamp(endMs)];
  const when = from === to ? from : `${from}–${to}`;
  return [`“${text}”`, `— ${[speaker, title, when].filter((part) => part !== "").join(", ")}`, url].join("\n");
}
