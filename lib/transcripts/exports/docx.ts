import "server-only";
import { Document, Packer, type ICharacterStyleOptions } from "docx";
import { PRODUCT } from "@/lib/product";
import { DOCX_STYLES, docxBody, speakerStyle } from "@/lib/transcripts/exports/docx-body";
import type { ExportAbout } from "@/lib/transcripts/exports/export-formats";
import { oneLine } from "@/lib/transcripts/one-line";
import type { SpeakerNames, Transcript } from "@/lib/transcripts/transcript";

/** Dark enough for white paper and apart for colour-blind readers; the names say the same. */
const SPEAKER_COLOURS = ["0072B2", "A84300", "00704F", "8F3F7D", "6B5A00", "444444"];
const TIME_COLOUR = "6B7280";

const SPEAKER_STYLES = SPEAKER_COLOURS.map((color, index): ICharacterStyleOptions => {
  const id = speakerStyle(index, SPEAKER_COLOURS.length);
  return { id, name: `Speaker ${index + 1}`, run: { bold: true, color } };
});

/**
 * A Word document: the title, then for each turn the speaker and the time in one line and what was said in a paragraph, in
 * the direction of its text, audio events in italics. The library makes the package and its styles; the body is written
 * here, since the library's objects for 100,000 short turns take over a gigabyte and block the server for half a minute.
 */
export async function toDocx(transcript: Transcript, names: SpeakerNames, about: ExportAbout): Promise<Buffer> {
  const document = new Document({
    title: oneLine(about.title).trim(),
    creator: PRODUCT.name,
    styles: {
      default: { document: { run: { font: "Calibri", size: 22 } }, title: { run: { size: 36, bold: true }, paragraph: { spacing: { after: 240 } } } },
      paragraphStyles: [
        { id: DOCX_STYLES.heading, name: "Turn heading", basedOn: "Normal", paragraph: { keepNext: true, spacing: { before: 160 } } },
        { id: DOCX_STYLES.text, name: "Turn text", basedOn: "Normal", paragraph: { spacing: { after: 160 } } },
      ],
      characterStyles: [
        ...SPEAKER_STYLES,
        { id: DOCX_STYLES.time, name: "Turn time", run: { color: TIME_COLOUR, size: 18 } },
        { id: DOCX_STYLES.event, name: "Audio event", run: { italics: true } },
      ],
    },
    sections: [],
  });
  const body = docxBody(transcript, names, about.title, SPEAKER_COLOURS.length);
  return await Packer.toBuffer(document, undefined, [{ path: "word/document.xml", data: body }]);
}
