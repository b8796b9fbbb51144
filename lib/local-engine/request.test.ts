import { describe, expect, it } from "vitest";
import { readCreateTask } from "./request";

const MODEL = "elevenlabs/speech-to-text";
const audio_url = "https://example.com/recording.mp3";

describe("readCreateTask", () => {
  it("reads a transcription, with the vendor's defaults for what is left out", () => {
    expect(readCreateTask({ model: MODEL, input: { audio_url } })).toEqual({
      ok: true,
      model: MODEL,
      callBackUrl: null,
      job: { kind: "transcription", audioUrl: audio_url, isKnownEnglish: false, diarize: true },
    });
    const input = { audio_url, language_code: "EN", tag_audio_events: true, diarize: false };
    expect(readCreateTask({ model: MODEL, callBackUrl: "https://example.com/back", input })).toMatchObject({
      callBackUrl: "https://example.com/back",
      job: { isKnownEnglish: true, diarize: false },
    });
    for (const language_code of ["", "en", "eng"]) expect(readCreateTask({ model: MODEL, input: { audio_url, language_code } }).ok).toBe(true);
  });

  it.each([
    [{}, "input.audio_url"],
    [{ audio_url: "" }, "input.audio_url"],
    [{ audio_url: "recording.mp3" }, "input.audio_url"],
    [{ audio_url: "ftp://example.com/a.mp3" }, "input.audio_url"],
    [{ audio_url: 5 }, "input.audio_url"],
    [{ audio_url, diarize: "true" }, "input.diarize"],
    [{ audio_url, tag_audio_events: 1 }, "input.tag_audio_events"],
    [{ audio_url, language_code: "de" }, "US English only"],
    [{ audio_url, language_code: "x".repeat(501) }, "input.language_code"],
    [{ audio_url, speakers: 2 }, "input"],
  ])("refuses %j and names what is wrong", (input, words) => {
    const read = readCreateTask({ model: MODEL, input });
    expect(read).toMatchObject({ ok: false, message: expect.stringContaining(words) as string });
  });
});
