import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyShare } from "@/lib/arbitraries-for-tests";
import { readFixture } from "@/lib/kie/fixtures-for-tests";
import {
  speechRequestSchema,
  toSpeechInput,
  toSpeechRequest,
  toTranscriptionRequest,
  transcriptionRequestSchema,
} from "@/lib/kie/requests";
import { toGrid } from "@/lib/speech/limits";
import { SPEECH_MODELS } from "@/lib/speech/models";
import type { SpeechInput } from "@/lib/speech/settings";

const EXAMPLE: SpeechInput = {
  model: "elevenlabs/text-to-speech-multilingual-v2",
  text: "Unlock powerful API with Kie.ai! Affordable, scalable APl integration, free trial playground, and secure, reliable performance.",
  voice: "Rachel",
  stability: 0.5,
  similarityBoost: 0.75,
  style: 0,
  speed: 1,
  timestamps: false,
  previousText: "",
  nextText: "",
  languageCode: "",
};

const CALLBACK = "https://your-domain.com/api/callback";

const parameters: fc.Arbitrary<SpeechInput> = fc.record({
  model: fc.constantFrom(...SPEECH_MODELS.map((model) => model.id)),
  text: fc.string({ minLength: 1, maxLength: 50 }),
  voice: fc.string({ minLength: 1 }),
  stability: anyShare,
  similarityBoost: anyShare,
  style: anyShare,
  speed: fc.double({ min: 0.7, max: 1.2, noNaN: true }),
  timestamps: fc.boolean(),
  previousText: fc.string(),
  nextText: fc.string(),
  languageCode: fc.constantFrom("", "en", "de"),
});

describe("createTask bodies", () => {
  it("equal the documents' examples", () => {
    expect(toSpeechRequest(EXAMPLE, CALLBACK)).toEqual(JSON.parse(readFixture("speech-request")));
    const audioUrl = "https://file.aiquickdraw.com/custom-page/akr/section-images/1757157053357tn37vxc8.mp3";
    expect(toTranscriptionRequest({ audioUrl, tagAudioEvents: true, diarize: true }, CALLBACK)).toEqual(JSON.parse(readFixture("transcription-request")));
  });

  it("accept the documents' examples and leave them as they are", () => {
    for (const [schema, name] of [[speechRequestSchema, "speech-request"], [transcriptionRequestSchema, "transcription-request"]] as const) {
      const example: unknown = JSON.parse(readFixture(name));
      expect(schema.parse(example)).toEqual(example);
    }
  });

  it("put numbers on the grid: at most two decimals on the wire, explicit zeros kept", () => {
    expect(JSON.stringify(toSpeechInput({ ...EXAMPLE, speed: 0.7000000000000001, stability: 0.1 + 0.2, style: -0 }))).toContain(
      '"stability":0.3,"similarity_boost":0.75,"style":0,"speed":0.7,',
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 120 }), fc.double({ min: -0.004, max: 0.004, noNaN: true }), (hundredths, noise) => {
        const value = toGrid(hundredths / 100 + noise);
        expect(value).toBe(Number((hundredths / 100).toFixed(2)));
        expect(JSON.stringify(value)).toMatch(/^\d(\.\d{1,2})?$/);
      }),
    );
  });

  it("are valid for every allowed input, and hold nothing empty", () => {
    fc.assert(
      fc.property(parameters, (given) => {
        const request = toSpeechRequest(given, null);
        expect(request).not.toHaveProperty("callBackUrl");
        expect(Object.values(request.input)).not.toContain("");
        expect("language_code" in request.input).toBe(given.model.endsWith("turbo-2-5") && given.languageCode !== "");
        expect(speechRequestSchema.parse(JSON.parse(JSON.stringify(request)))).toEqual(request);
      }),
    );
  });

  it.each([
    ["no text", { text: "" }],
    ["5001 characters", { text: "x".repeat(5001) }],
    ["5001 characters before", { previousText: "x".repeat(5001) }],
    ["5001 characters after", { nextText: "x".repeat(5001) }],
    ["a stability above 1", { stability: 1.01 }],
    ["a style below 0", { style: -0.01 }],
    ["a speed below 0.7", { speed: 0.69 }],
    ["a speed above 1.2", { speed: 1.21 }],
    ["no number", { similarityBoost: Number.NaN }],
    ["a language of 501 characters", { model: "elevenlabs/text-to-speech-turbo-2-5", languageCode: "x".repeat(501) }],
  ] as const)("refuse %s", (_name, change) => {
    expect(() => toSpeechRequest({ ...EXAMPLE, ...change }, null)).toThrow();
  });

  it("accept texts at the limits", () => {
    const full = "x".repeat(5000);
    expect(toSpeechRequest({ ...EXAMPLE, text: full, previousText: full, nextText: full }, null).input).toMatchObject({ text: full });
  });

  it("refuse a language code for a model that does not accept one, unless it is empty", () => {
    const example = JSON.parse(readFixture("speech-request")) as { input: object };
    expect(speechRequestSchema.safeParse({ ...example, input: { ...example.input, language_code: "en" } }).error?.issues).toMatchObject([
      { path: ["input", "language_code"], message: "This model does not accept a language code" },
    ]);
    expect(speechRequestSchema.safeParse({ ...example, input: { ...example.input, language_code: "" } }).success).toBe(true);
    expect(speechRequestSchema.safeParse({ ...example, input: { ...example.input, stability: 0.123 } }).error?.issues).toMatchObject([{ message: "Must be a multiple of 0.01" }]);
  });

  it("leave out a language for a model that is not known any more", () => {
    expect(toSpeechInput({ ...EXAMPLE, model: "elevenlabs/of-last-year" as SpeechInput["model"], languageCode: "en" })).not.toHaveProperty("language_code");
  });

  it("hold a recording's language where one is given, and an address to call back where there is one", () => {
    const recording = { audioUrl: "http://example.com/a.mp3", tagAudioEvents: false, diarize: false };
    expect(toTranscriptionRequest({ ...recording, languageCode: "x".repeat(500) }, null).input).toHaveProperty("language_code", "x".repeat(500));
    expect(() => toTranscriptionRequest({ ...recording, languageCode: "x".repeat(501) }, null)).toThrow();
    for (const languageCode of [undefined, ""]) {
      const request = toTranscriptionRequest({ ...recording, ...(languageCode === undefined ? {} : { languageCode }) }, null);
      expect([Object.keys(request), Object.keys(request.input)]).toEqual([["model", "input"], ["audio_url", "tag_audio_events", "diarize"]]);
    }
  });

  it.each(["ftp://example.com/a", "httpx://example.com/a", "xhttp://example.com/a", "example.com/a", ""])("name no address such as %j", (address) => {
    const input = { audio_url: "https://example.com/a.mp3" };
    const transcription = { model: "elevenlabs/speech-to-text", input };
    expect(transcriptionRequestSchema.safeParse({ ...transcription, callBackUrl: "http://example.com/callback" }).success).toBe(true);
    expect(transcriptionRequestSchema.safeParse({ ...transcription, callBackUrl: address }).success).toBe(false);
    expect(transcriptionRequestSchema.safeParse({ ...transcription, input: { audio_url: address } }).success).toBe(false);
    expect(speechRequestSchema.safeParse({ ...(JSON.parse(readFixture("speech-request")) as object), callBackUrl: address }).success).toBe(false);
  });

  it("refuse a recording that is no web address", () => {
    expect(() => toTranscriptionRequest({ audioUrl: "file:///etc/passwd", tagAudioEvents: true, diarize: true }, null)).toThrow();
  });
});
