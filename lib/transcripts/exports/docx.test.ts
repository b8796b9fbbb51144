import { inflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyText } from "@/lib/arbitraries-for-tests";
import { toDocx } from "@/lib/transcripts/exports/docx";
import { oneLine } from "@/lib/transcripts/one-line";
import type { Transcript } from "@/lib/transcripts/transcript";
import { transcriptText } from "@/lib/transcripts/transcript-text";
import { anyTranscript, spoken } from "@/lib/transcripts/transcripts-for-tests";

const CENTRAL_HEADER = 0x02014b50;

/** One file of a zip archive as text, found by the central directory at its end. */
function readZipped(archive: Buffer, name: string): string {
  let at = archive.readUInt32LE(archive.length - 6);
  while (archive.readUInt32LE(at) === CENTRAL_HEADER) {
    const nameLength = archive.readUInt16LE(at + 28);
    if (archive.toString("utf8", at + 46, at + 46 + nameLength) === name) {
      const local = archive.readUInt32LE(at + 42);
      const from = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
      const bytes = archive.subarray(from, from + archive.readUInt32LE(at + 20));
      return (archive.readUInt16LE(at + 10) === 0 ? bytes : inflateRawSync(bytes)).toString("utf8");
    }
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  throw new Error(`${name} is not in the archive`);
}

const unescape = (text: string) => text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => ({ lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" })[name] ?? "");

async function read(transcript: Transcript, names = {}, title = "Title") {
  const archive = await toDocx(transcript, names, { title, durationMs: null });
  const xml = readZipped(archive, "word/document.xml");
  const paragraphs = [...xml.matchAll(/<w:p>.*?<\/w:p>/gs)].map(([paragraph]) => ({
    xml: paragraph,
    text: [...paragraph.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text = ""]) => unescape(text)).join(""),
  }));
  return { xml, core: readZipped(archive, "docProps/core.xml"), styles: readZipped(archive, "word/styles.xml"), paragraphs };
}

/** Throws where the tags of an XML text do not match or a character is not allowed in XML 1.0. */
function expectWellFormed(xml: string): void {
  expect(Array.from(xml).every((character) => /[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(character))).toBe(true);
  const open: string[] = [];
  for (const [tag, close, name = "", selfClosing] of xml.matchAll(/<(\/?)([\w:]+)(?:\s[^<>]*?)?(\/?)>/g)) {
    if (close === "/") expect(`</${open.pop() ?? ""}>`).toBe(tag);
    else if (selfClosing !== "/") open.push(name);
  }
  expect(open).toEqual([]);
  expect(xml.replace(/<[^<>]*>/g, "")).not.toMatch(/[<>]|&(?!(?:lt|gt|quot|apos|amp);)/);
}

describe("toDocx", () => {
  it("is the title, then a line with speaker and time and a paragraph for each turn", async () => {
    const transcript = spoken({ text: "Hello", speaker: 0 }, { text: "there.", speaker: 0 }, { text: "(laughter)", kind: "audio-event" }, { text: "Hi.", speaker: 1, pauseMs: 83_000 });
    const { paragraphs } = await read(transcript, { speaker_1: "Anna <b>&" }, "My\n<title>");
    expect(paragraphs.map(({ text }) => text)).toEqual(["My <title>", "Speaker 1  0:00:00", "Hello there. (laughter)", "Anna <b>&  0:01:23", "Hi."]);
    expect(paragraphs[1]?.xml).toContain('<w:rStyle w:val="Speaker1"/>');
    expect(paragraphs[3]?.xml).toContain('<w:rStyle w:val="Speaker2"/>');
    expect(paragraphs[2]?.xml).toMatch(/"AudioEvent"\/>.*\(laughter\)/s);
  });

  it("has every style that it uses", async () => {
    const fifty = spoken(...Array.from({ length: 50 }, (_, speaker) => ({ text: "(applause)", kind: "audio-event", speaker }) as const));
    const { xml, styles } = await read(fifty);
    const used = new Set(Array.from(xml.matchAll(/<w:[pr]Style w:val="(\w+)"/g), ([, id = ""]) => id));
    expect(used.size).toBeGreaterThan(5);
    for (const id of used) expect(styles).toContain(`w:styleId="${id}"`);
    expectWellFormed(styles);
  });

  it("sets right-to-left text from right to left", async () => {
    const { paragraphs } = await read(spoken({ text: "مرحبا", speaker: 0 }, { text: "Hello.", speaker: 1 }));
    expect(paragraphs.map(({ xml }) => /<w:bidi\/>/.test(xml))).toEqual([false, true, true, false, false]);
    expect(paragraphs[2]?.xml).toContain("<w:rtl/>");
  });

  it("leaves out times and speakers where there are none", async () => {
    const { paragraphs } = await read({ ...spoken({ text: "Hello" }), timed: false });
    expect(paragraphs.map(({ text }) => text)).toEqual(["Title", "Hello"]);
  });

  it("is well-formed and holds the whole text, whatever words, names and title hold", async () => {
    await fc.assert(
      fc.asyncProperty(anyTranscript, anyText(), async (transcript, name) => {
        const { xml, core, paragraphs } = await read({ ...transcript, timed: false }, { speaker_0: name }, `${name} <x>`);
        expectWellFormed(xml);
        expectWellFormed(core);
        const spoken = { ...transcript, speakerIds: [], timed: false };
        const text = (await read(spoken)).paragraphs.slice(1).map((paragraph) => paragraph.text).join("");
        expect(text.replace(/\s/gu, "")).toBe(oneLine(transcriptText(transcript).slice(transcript.before.length)).replace(/\s/gu, ""));
        expect(paragraphs.length).toBeGreaterThan(0);
      }),
      { numRuns: 40 },
    );
  });
});
