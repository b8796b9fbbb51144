import "server-only";
import { Document, HeadingLevel, Packer, Paragraph, TextRun, type IRunOptions } from "docx";
import { isRightToLeft } from "@/lib/transcripts/direction";
import type { ExportAbout } from "@/lib/transcripts/exports/export-formats";
import { oneLine } from "@/lib/transcripts/one-line";
import { speakerName } from "@/lib/transcripts/speakers";
import { clockTimestamp } from "@/lib/transcripts/timestamps";
import type { SpeakerNames, Transcript } from "@/lib/transcripts/transcript";
import { composeTurns, type Turn } from "@/lib/transcripts/turns";

/** Dark enough for white paper and apart for colour-blind readers; the names say the same. */
const SPEAKER_COLOURS = ["0072B2", "A84300", "00704F", "8F3F7D", "6B5A00", "444444"];
const TIME_COLOUR = "6B7280";

/**
 * A Word document: the title, then for each turn the speaker and the time in one line and what was said in a paragraph, in
 * the direction of its text, audio events in italics. Characters that XML forbids are left out.
 */
export async function toDocx(transcript: Transcript, names: SpeakerNames, about: ExportAbout): Promise<Buffer> {
  const title = oneLine(about.title).trim();
  const document = new Document({
    title,
    creator: "Soundcheck",
    styles: { default: { document: { run: { font: "Calibri", size: 22 } } } },
    sections: [
      {
        children: [
          new Paragraph({ heading: HeadingLevel.TITLE, bidirectional: isRightToLeft(title), children: [run({ text: title, rightToLeft: isRightToLeft(title) })] }),
          ...composeTurns(transcript).flatMap((turn) => paragraphsOfTurn(transcript, turn, names)),
        ],
      },
    ],
  });
  return await Packer.toBuffer(document);
}

function paragraphsOfTurn(transcript: Transcript, turn: Turn, names: SpeakerNames): Paragraph[] {
  const spans = spansOfTurn(transcript, turn);
  const rightToLeft = isRightToLeft(spans.find((span) => !span.isEvent && isLettered(span.text))?.text ?? "");
  const name = oneLine(speakerName(transcript, turn.speaker, names));
  const colour = SPEAKER_COLOURS[(turn.speaker ?? 0) % SPEAKER_COLOURS.length] ?? TIME_COLOUR;
  const header = [
    ...(name === "" ? [] : [run({ text: `${name}  `, bold: true, color: colour, rightToLeft: isRightToLeft(name) })]),
    ...(transcript.timed ? [run({ text: clockTimestamp(turn.startMs), color: TIME_COLOUR, size: 18 })] : []),
  ];
  const text = new Paragraph({
    bidirectional: rightToLeft,
    spacing: { after: 160 },
    children: spans.map((span) => run({ text: span.text, italics: span.isEvent, rightToLeft: isLettered(span.text) ? isRightToLeft(span.text) : rightToLeft })),
  });
  return header.length === 0 ? [text] : [new Paragraph({ bidirectional: rightToLeft, keepNext: true, spacing: { before: 160 }, children: header }), text];
}

function run(options: IRunOptions): TextRun {
  return new TextRun(options);
}

function isLettered(text: string): boolean {
  return /\p{L}/u.test(text);
}

interface Span {
  readonly text: string;
  readonly isEvent: boolean;
}

/** The turn's text, in as few spans as there are changes between speech and audio events. */
function spansOfTurn({ words }: Transcript, turn: Turn): Span[] {
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
