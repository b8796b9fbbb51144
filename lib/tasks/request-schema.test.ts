import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "@/lib/speech/settings";
import { createTakesSchema, createTranscriptionsSchema, recordingIdOnlySchema, renameSpeakerSchema, renameTranscriptSchema, retryTaskSchema, runIdSchema, taskIdSchema } from "@/lib/tasks/request-schema";

interface AnySchema {
  safeParse(value: unknown): { success: boolean; data?: unknown; error?: { issues: { path: PropertyKey[]; message: string; code?: string }[] } };
}

const problemsOf = (schema: AnySchema, value: unknown) => (schema.safeParse(value).error?.issues ?? []).map(({ path, message }) => [path.join("."), message]);

describe("ids", () => {
  it.each(["12345678", "a-b_C-9_", "x".repeat(64)])("of a click may be %j", (runId) => {
    expect(runIdSchema.parse(runId)).toBe(runId);
  });

  it.each(["", "1234567", "x".repeat(65), "1234 5678", " 12345678", "12345678\n", "12345678é"])("of a click may not be %j", (runId) => {
    expect(problemsOf(runIdSchema, runId)).toEqual([["", "This click has no valid id. Reload the page and try again."]]);
  });

  it.each([
    [taskIdSchema, "taskId", "There is no such task."],
    [recordingIdOnlySchema, "recordingId", "There is no such recording."],
  ])("of tasks and recordings are 40 letters, digits, - and _ at most", (schema, name, message) => {
    for (const id of ["a", "A_-9".repeat(10)]) expect(schema.parse({ [name]: id })).toEqual({ [name]: id });
    for (const id of ["", "x".repeat(41), "../x", "x y", " x", "x\n"]) expect(problemsOf(schema, { [name]: id })).toEqual([[name, message]]);
    expect(schema.safeParse({ [name]: "a", more: 1 }).success).toBe(false);
  });

  it("of a click stand beside what is sent once more, or for the first time", () => {
    expect(retryTaskSchema.parse({ taskId: "a", runId: "12345678" })).toEqual({ taskId: "a", runId: "12345678" });
    expect(retryTaskSchema.safeParse({ taskId: "a" }).success).toBe(false);
    const { voice, ...settings } = DEFAULT_SETTINGS;
    const takes = { ...settings, voices: [voice], text: "Hello.", previousText: "", nextText: "" };
    expect(createTakesSchema.parse({ ...takes, runId: "12345678" })).toEqual({ ...takes, runId: "12345678" });
    expect(createTakesSchema.safeParse(takes).success).toBe(false);
  });
});

describe("createTranscriptionsSchema", () => {
  const press = { runId: "12345678", recordingIds: ["r1"], audioUrl: "", languageCode: "", tagAudioEvents: true, diarize: true };
  const problems = (change: object) => problemsOf(createTranscriptionsSchema, { ...press, ...change });
  const ofUrl = (audioUrl: string) => problems({ recordingIds: [], audioUrl });
  const NOT_WHOLE = "Enter a whole URL that begins with https:// or http://.";
  const WITH_PASSWORD = "A URL with a user name or password in it is not fetched. Leave them out.";

  it("takes recordings or a URL, trimmed", () => {
    expect(createTranscriptionsSchema.parse(press)).toEqual(press);
    expect(createTranscriptionsSchema.parse({ ...press, recordingIds: [], audioUrl: " https://example.com/a.mp3\n", languageCode: " en " })).toEqual({ ...press, recordingIds: [], audioUrl: "https://example.com/a.mp3", languageCode: "en" });
  });

  it("says what to do where neither or both are given", () => {
    expect(problems({ recordingIds: [] })).toEqual([["recordingIds", "Choose a recording, record one, or enter the URL of one."]]);
    expect(ofUrl("  ")).toEqual([["recordingIds", "Choose a recording, record one, or enter the URL of one."]]);
    expect(problems({ audioUrl: "not a URL" })).toEqual([["audioUrl", "Transcribe either recordings or a URL, not both at once."]]);
  });

  it("names the value that it refuses", () => {
    const { error } = createTranscriptionsSchema.safeParse({ ...press, recordingIds: [] });
    expect(error?.issues).toMatchObject([{ code: "custom", path: ["recordingIds"] }]);
  });

  it("takes fifty recordings at once, of valid ids", () => {
    const ids = Array.from({ length: 51 }, (_, index) => `r${index}`);
    expect(problems({ recordingIds: ids.slice(1) })).toEqual([]);
    expect(problems({ recordingIds: ids })).toEqual([["recordingIds", "At most 50 recordings can be transcribed at once."]]);
    expect(problems({ recordingIds: ["../x"] })).toEqual([["recordingIds.0", "There is no such recording."]]);
  });

  it.each<[string, string | null]>([
    ["http://example.com", null],
    ["HTTPS://example.com/a b", null],
    ["example.com/a.mp3", NOT_WHOLE],
    ["ftp://example.com/a.mp3", NOT_WHOLE],
    ["file:///etc/passwd", NOT_WHOLE],
    ["httpx://example.com", NOT_WHOLE],
    ["xhttp://example.com", NOT_WHOLE],
    ["https://", NOT_WHOLE],
    ["https://anna@example.com", WITH_PASSWORD],
    ["https://:secret@example.com", WITH_PASSWORD],
    ["https://anna:secret@example.com", WITH_PASSWORD],
  ])("of the URL %j says %j", (url, problem) => {
    expect(ofUrl(url)).toEqual(problem === null ? [] : [["audioUrl", problem]]);
  });

  it("bounds the URL and the language", () => {
    const url = (length: number) => "https://example.com/".padEnd(length, "x");
    expect(ofUrl(url(2048))).toEqual([]);
    expect(ofUrl(url(2049))).toEqual([["audioUrl", "The URL has 2,049 characters. Shorten it by 1: the limit is 2,048."]]);
    expect(problems({ languageCode: "x".repeat(500) })).toEqual([]);
    expect(problems({ languageCode: "x".repeat(501) })).toEqual([["languageCode", "The language code has 501 characters. Shorten it by 1: the limit is 500."]]);
  });

  it("refuses what is missing and what it does not know", () => {
    for (const name of Object.keys(press)) expect(problems({ [name]: undefined })).toMatchObject([[name, expect.any(String)]]);
    expect(createTranscriptionsSchema.safeParse({ ...press, more: 1 }).success).toBe(false);
  });
});

describe("renameSpeakerSchema", () => {
  const naming = { taskId: "a", speakerId: "speaker_0", name: "Anna" };
  const nameOf = (name: string) => renameSpeakerSchema.parse({ ...naming, name }).name;

  it("puts a name on one line, well-formed and trimmed; an empty one is one, too", () => {
    expect(nameOf("  Anna \r\n\u0000 Maria\u2028\u2029B.\t")).toBe("Anna Maria B.");
    expect(nameOf("\u202eannA\u202c \u2066x\u2069")).toBe("annA x");
    expect(nameOf("\ud800x")).toBe("\ufffdx");
    expect(nameOf("Anna-Maria 2 (host)")).toBe("Anna-Maria 2 (host)");
    expect(nameOf(" \n")).toBe("");
  });

  it("takes 100 characters, counted without what was taken away", () => {
    expect(nameOf(`${"x".repeat(100)}\n`)).toHaveLength(100);
    expect(problemsOf(renameSpeakerSchema, { ...naming, name: "x".repeat(101) })).toEqual([["name", "The name has 101 characters. Shorten it by 1: the limit is 100."]]);
  });

  it("takes the engine's own id of the speaker, of 1 to 200 characters", () => {
    for (const speakerId of ["0", "x".repeat(200)]) expect(renameSpeakerSchema.parse({ ...naming, speakerId }).speakerId).toBe(speakerId);
    for (const speakerId of ["", "x".repeat(201)]) expect(renameSpeakerSchema.safeParse({ ...naming, speakerId }).success).toBe(false);
    expect(renameSpeakerSchema.safeParse({ ...naming, more: 1 }).success).toBe(false);
  });
});

describe("renameTranscriptSchema", () => {
  const titleOf = (title: string) => renameTranscriptSchema.parse({ taskId: "a", title }).title;

  it("takes a title on one line, of at most 200 characters; an empty one is one, too", () => {
    expect(titleOf(" Talk\n1 ")).toBe("Talk 1");
    expect(titleOf("")).toBe("");
    expect(titleOf("x".repeat(200))).toHaveLength(200);
    expect(problemsOf(renameTranscriptSchema, { taskId: "a", title: "x".repeat(201) })).toEqual([["title", "The title has 201 characters. Shorten it by 1: the limit is 200."]]);
    expect(renameTranscriptSchema.safeParse({ taskId: "a", title: "x", more: 1 }).success).toBe(false);
  });
});
