import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packTranscript, unpackTranscript } from "@/lib/transcripts/packed-transcript";
import { readTranscript } from "@/lib/transcripts/read-result";
import { anyTranscript, longResult } from "@/lib/transcripts/transcripts-for-tests";

describe("packTranscript", () => {
  it("comes back equal through JSON", () => {
    fc.assert(
      fc.property(anyTranscript, (transcript) => {
        const passage = { ...transcript, placesInWhole: transcript.speakerIds.map((_, speaker) => speaker + 3) };
        for (const packed of [transcript, passage]) expect(unpackTranscript(JSON.parse(JSON.stringify(packTranscript(packed))))).toEqual(packed);
      }),
    );
  });

  it("takes less than 20 bytes a word", () => {
    const packed = packTranscript(readTranscript(longResult(27_000), null));
    expect(JSON.stringify(packed).length / 27_000).toBeLessThan(20);
  });
});

describe("unpackTranscript", () => {
  it("refuses what is no packed transcript", () => {
    const good = packTranscript(readTranscript(longResult(3), null));
    for (const bad of [null, 1, "x", [], {}, { ...good, version: 2 }, { ...good, lengths: [1] }, { ...good, texts: "abc" }, { ...good, speakerRuns: undefined }]) {
      expect(() => unpackTranscript(bad)).toThrow(TypeError);
    }
  });
});
