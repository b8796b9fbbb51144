import fc from "fast-check";
import { expect, it } from "vitest";
import { transcriptText } from "@/lib/transcripts/transcript-text";
import { anyTranscript } from "@/lib/transcripts/transcripts-for-tests";

it("adds up to the whole from any ranges", () => {
  fc.assert(
    fc.property(anyTranscript, fc.nat(), fc.nat(), (transcript, first, second) => {
      const count = transcript.words.length;
      const [from = 0, to = 0] = [first % (count + 1), second % (count + 1)].sort((a, b) => a - b);
      const whole = transcriptText(transcript);
      expect(transcriptText(transcript, 0, from) + transcriptText(transcript, from, to) + transcriptText(transcript, to)).toBe(whole);
      expect(whole).toBe(transcript.before + transcript.words.map((word) => word.text + word.after).join(""));
    }),
  );
});
