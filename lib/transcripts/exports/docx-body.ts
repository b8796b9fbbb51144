import { isRightToLeft } from "@/lib/transcripts/direction";
import { escapeMarkup } from "@/lib/transcripts/exports/escape-markup";
import { oneLine } from "@/lib/transcripts/one-line";
import { speakerName } from "@/lib/transcripts/speakers";
import { clockTimestamp } from "@/lib/transcripts/timestamps";
import type { SpeakerNames, Transcript } from "@/lib/transcripts/transcript";
import { composeTurns, type Turn } from "@/lib/transcripts/turns";

/** The ids of the styles that the body's paragraphs and runs refer to; `title` is Word's own. */
export const DOCX_STYLES = { title: "Title", heading: "TurnHeading", text: "TurnText", time: "TurnTime", event: "AudioEvent" } as const;

/** The id of a speaker's character style; there are `count` of them, in turns. */
export function speakerStyle(speaker: number, count: number): string {
  return `Speaker${(speaker % count) + 1}`;
}

const NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/** A4 with margins of 2.5 cm, in twentieths of a point. */
const PAGE =
  '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1417" w:bottom="1417" w:left="1417" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>';

/**
 * The main part of a Word document (ECMA-376, WordprocessingML): the title, then for each turn a line with the speaker and
 * the time and a paragraph with what was said. `speakerStyles` is the number of styles for speakers.
 */
export function docxBody(transcript: Transcript, names: SpeakerNames, title: string, speakerStyles: number): string {
  const heading = paragraph(DOCX_STYLES.title, isRightToLeft(title), run(oneLine(title).trim(), null, isRightToLeft(title)));
  const turns = composeTurns(transcript).map((turn) => turnParagraphs(transcript, turn, names, speakerStyles));
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="${NAMESPACE}"><w:body>${heading}${turns.join("")}${PAGE}</w:body></w:document>`;
}

function turnParagraphs(transcript: Transcript, turn: Turn, names: SpeakerNames, speakerStyles: number): string {
  const spans = spansOfTurn(transcript, turn);
  const rightToLeft = isRightToLeft(spans.find((span) => !span.isEvent && hasLetter(span.text))?.text ?? "");
  const name = oneLine(speakerName(transcript, turn.speaker, names));
  const runs = spans.map(({ text, isEvent }) => run(text, isEvent ? DOCX_STYLES.event : null, hasLetter(text) ? isRightToLeft(text) : rightToLeft));
  const header =
    (name === "" ? "" : run(`${name}  `, speakerStyle(turn.speaker ?? 0, speakerStyles), isRightToLeft(name))) +
    (transcript.timed ? run(clockTimestamp(turn.startMs), DOCX_STYLES.time, false) : "");
  return (header === "" ? "" : paragraph(DOCX_STYLES.heading, rightToLeft, header)) + paragraph(DOCX_STYLES.text, rightToLeft, runs.join(""));
}

function paragraph(style: string, rightToLeft: boolean, runs: string): string {
  return `<w:p><w:pPr><w:pStyle w:val="${style}"/>${rightToLeft ? "<w:bidi/>" : ""}</w:pPr>${runs}</w:p>`;
}

function run(text: string, style: string | null, rightToLeft: boolean): string {
  const properties = (style === null ? "" : `<w:rStyle w:val="${style}"/>`) + (rightToLeft ? "<w:rtl/>" : "");
  return `<w:r>${properties === "" ? "" : `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${escapeMarkup(text)}</w:t></w:r>`;
}

function hasLetter(text: string): boolean {
  return /\p{L}/u.test(text);
}

/** The turn's text, in as few spans as there are changes between speech and audio events. */
function spansOfTurn({ words }: Transcript, turn: Turn): { text: string; isEvent: boolean }[] {
  const spans: { text: string; isEvent: boolean }[] = [];
  for (const word of words.slice(turn.from, turn.to)) {
    const isEvent = word.kind === "audio-event";
    const last = spans.at(-1);
    if (last?.isEvent === isEvent) last.text += word.text + word.after;
    else spans.push({ text: word.text + word.after, isEvent });
  }
  return spans.map((span, index) => {
    const text = oneLine(span.text);
    return { ...span, text: index === spans.length - 1 ? text.trimEnd() : text };
  });
}
