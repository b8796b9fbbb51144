import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toCues } from "@/lib/transcripts/cues";
import { toSrt } from "@/lib/transcripts/exports/srt";
import { toVtt } from "@/lib/transcripts/exports/vtt";
import { oneLine } from "@/lib/transcripts/one-line";
import { captionTimestamp } from "@/lib/transcripts/timestamps";
import { transcriptText } from "@/lib/transcripts/transcript-text";
import { anyTranscript, spoken } from "@/lib/transcripts/transcripts-for-tests";

const about = { title: "A <title> --> x", durationMs: null };
const anyNames = fc.dictionary(fc.constantFrom("speaker_0", "speaker_1", "7"), fc.constantFrom("Anna", "A\nB", "<v X>", "x > y & z", "\u202eabc", "👩🏽‍🚀", "00:00:01,000 --> 00:00:02,000", "שרה", "n".repeat(120)));
const JOINER = /\u2060/g;

function blocksOf(file: string): string[][] {
  return file.replace(/\n$/, "").split("\n\n").map((block) => block.split("\n"));
}

const unescape = (text: string) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
const letters = (text: string) => oneLine(text).replace(/[\s\u2060]/gu, "");

describe("toSrt", () => {
  it("is numbered blocks with exact times and two lines at most, whatever words and names hold", () => {
    fc.assert(
      fc.property(anyTranscript, anyNames, (transcript, names) => {
        fc.pre(transcript.words.length > 0);
        const file = toSrt(transcript, names, about);
        blocksOf(file).forEach(([number, time, ...lines], index) => {
          expect(number).toBe(String(index + 1));
          expect(time).toMatch(/^\d{2,}:\d\d:\d\d,\d{3} --> \d{2,}:\d\d:\d\d,\d{3}$/);
          expect(lines.length).toBeGreaterThanOrEqual(1);
          expect(lines.length).toBeLessThanOrEqual(2);
          expect(lines.join("\n")).not.toMatch(/-->|[<{][^\s\u2060]/);
        });
      }),
    );
  });

  it("holds the text of the transcript, and nothing else where no speakers are told apart", () => {
    fc.assert(
      fc.property(anyTranscript, (transcript) => {
        const single = { ...transcript, speakerIds: transcript.speakerIds.slice(0, 1), words: transcript.words.map((word) => ({ ...word, speaker: null })) };
        const shown = single.words.length === 0 ? "" : blocksOf(toSrt(single, {}, about)).flatMap((block) => block.slice(2)).join("");
        expect(letters(shown)).toBe(letters(transcriptText(single).slice(single.before.length)));
      }),
    );
  });

  it("names the speaker at each turn, when there are several", () => {
    const transcript = spoken({ text: "Hello.", speaker: 0 }, { text: "<b>Hi</b>", speaker: 1 }, { text: "(laughter)", kind: "audio-event", pauseMs: 900 });
    expect(toSrt(transcript, { speaker_0: "Anna" }, about).replace(JOINER, "")).toBe(
      "1\n00:00:00,000 --> 00:00:00,300\nAnna: Hello.\n\n2\n00:00:00,300 --> 00:00:00,600\nSpeaker 2: <b>Hi</b>\n\n3\n00:00:01,500 --> 00:00:01,800\n(laughter)\n",
    );
    expect(toSrt(spoken({ text: "Hello.", speaker: 0 }), { speaker_0: "Anna" }, about)).toContain("\nHello.\n");
  });
});

describe("toVtt", () => {
  it("reads back as the cues, in the voices of their speakers, whatever words and names hold", () => {
    fc.assert(
      fc.property(anyTranscript, anyNames, (transcript, names) => {
        const [header, ...blocks] = blocksOf(toVtt(transcript, names, about));
        const cues = toCues(transcript);
        expect(header).toEqual(["WEBVTT"]);
        expect(blocks).toHaveLength(cues.length);
        blocks.forEach(([time = "", ...lines], index) => {
          const cue = cues[index];
          expect(time).toBe(`${captionTimestamp(cue?.startMs ?? -1, ".")} --> ${captionTimestamp(cue?.endMs ?? -1, ".")}`);
          const [, voice, text = ""] = /^(<v [^<>\n]+>)?([^<>]*)$/.exec(lines.join("\n")) ?? [];
          expect(voice === undefined).toBe(cue?.speaker === null);
          expect(unescape(text).split("\n")).toEqual(cue?.lines);
        });
      }),
    );
  });

  it("escapes what was said and who said it", () => {
    const transcript = spoken({ text: "<i>a</i> & b", speaker: 0 });
    expect(toVtt(transcript, { speaker_0: "R&D <v>\n" }, about)).toBe("WEBVTT\n\n00:00:00.000 --> 00:00:00.300\n<v R&amp;D &lt;v&gt;>&lt;i&gt;a&lt;/i&gt; &amp; b\n");
  });
});
