import { execFileSync } from "node:child_process";
import { rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { codeOf, MARKS, order, startShareInstance } from "./test-shares";

const instance = await startShareInstance();
const { db, dataDir, files, filesIn, finishedTake, readyRecording, finishedTranscript, share, get, statusOf, opened, everything } = instance;
const { nameSpeaker } = await import("@/lib/tasks/store");
const { createShare, changeShare, refreezeShare } = await import("./actions");

beforeEach(instance.reset);
afterAll(instance.close);

describe("a passage", () => {
  const PASSAGE = { startMs: 8_500, endMs: 12_250 };

  it.each([
    ["beeps.mp3", ["-q:a", "7"]],
    ["beeps.m4a", []],
    ["beeps.wav", []],
    ["beeps.ogg", []],
  ])("of %s is cut to the sample: it is heard from here to there, with a waveform of its own", async (name, output) => {
    const view = await share(await finishedTranscript(await readyRecording(name, output)), { passage: PASSAGE });
    const audio = Buffer.from(await (await get(`${view.url}/media/audio`)).arrayBuffer());
    const file = path.join(dataDir, "passage.m4a");
    await writeFile(file, audio);
    expect(files.hearBeeps(file).map(Math.round)).toEqual([1500]);
    const peaks = (await (await get(`${view.url}/media/peaks`)).json()) as { durationMs: number; peaks: number[] };
    // The last frame of AAC is filled up with silence.
    expect(peaks.durationMs).toBeGreaterThanOrEqual(3750);
    expect(peaks.durationMs).toBeLessThan(3750 + 65);
  });

  it("has its own words alone, from its own start, and no word, name, tag or chapter of the rest", async () => {
    const chapters = path.join(dataDir, "chapters.txt");
    await writeFile(chapters, `;FFMETADATA1\ntitle=${MARKS.tag}\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=24000\ntitle=${MARKS.tag}\n`);
    const recordingId = await readyRecording("tagged.m4a", ["-metadata", `artist=${MARKS.tag}`]);
    const { storage_key: key } = await db.selectFrom("recording_file").select("storage_key").where("recording_id", "=", recordingId).where("role", "=", "original").executeTakeFirstOrThrow();
    const original = path.join(dataDir, "files", key);
    execFileSync("ffmpeg", ["-nostdin", "-v", "error", "-i", original, "-i", chapters, "-map_chapters", "1", "-c", "copy", "-f", "mp4", `${original}-tagged`]);
    await rename(`${original}-tagged`, original);

    const taskId = await finishedTranscript(recordingId);
    await nameSpeaker(db, { taskId, speakerId: "speaker_0", name: MARKS.cutSpeaker });
    const view = await share(taskId, { passage: PASSAGE });
    const result = await opened(view);
    if (result.kind !== "transcription") throw new Error("It is no transcript.");
    expect(result).toMatchObject({ durationMs: 3750, passage: PASSAGE, speakerNames: { speaker_1: "Speaker 2" } });
    expect(result.transcript?.words.map(({ text, startMs, endMs }) => [text, startMs, endMs])).toEqual([["Inside", 500, 1500], ["here.", 2500, 3500]]);
    const text = await everything(view);
    for (const mark of [MARKS.cutWord, MARKS.cutSpeaker, MARKS.tag]) expect(text).not.toContain(mark);
    const cut = path.join(dataDir, "untagged.m4a");
    await writeFile(cut, Buffer.from(await (await get(`${view.url}/media/audio`)).arrayBuffer()));
    expect(execFileSync("ffmpeg", ["-nostdin", "-v", "error", "-i", cut, "-f", "ffmetadata", "pipe:1"], { encoding: "utf8" })).not.toContain("[CHAPTER]");
    expect(await everything(await share(taskId))).toContain(MARKS.cutWord);
  });

  it("of a take has the text between its words", async () => {
    const taskId = await finishedTake(`${MARKS.cutWord} bravo, charlie ${MARKS.cutWord}`);
    const words = (await opened(await share(taskId))) as unknown as { words: { startMs: number; endMs: number }[] };
    const passage = { startMs: words.words[1]?.startMs ?? 0, endMs: words.words[2]?.endMs ?? 0 };
    const view = await share(taskId, { passage });
    expect(await opened(view)).toMatchObject({ text: "bravo, charlie", words: [{ text: "bravo,", startMs: 0 }, { text: "charlie" }] });
    expect(await everything(view)).not.toContain(MARKS.cutWord);
  });

  it("needs words with times, unless its audio is shared alone; and must lie in the whole", async () => {
    const taskId = await finishedTake("Alpha bravo charlie delta", "none");
    const passage = { startMs: 100, endMs: 400 };
    expect(codeOf(await createShare(order(taskId, { passage })))).toBe("cannot_include");
    const view = await share(taskId, { passage, includes: { audio: true, transcript: false, settings: false } });
    expect(codeOf(await changeShare({ shareId: view.id, includes: { audio: true, transcript: true, settings: false } }))).toBe("cannot_include");
    expect(await everything(view)).not.toContain("bravo");
    expect(codeOf(await createShare(order(taskId, { passage: { startMs: 60_000, endMs: 61_000 } })))).toBe("no_such_passage");
    expect(codeOf(await createShare(order(taskId, { passage: { startMs: 400, endMs: 100 } })))).toBe("invalid");
    expect(await filesIn("scratch")).toEqual([]);
  });

  it("gets what it needs when more of it is shared later, and a part that is already there once", async () => {
    const taskId = await finishedTake();
    const view = await share(taskId, { passage: { startMs: 0, endMs: 700 }, includes: { audio: false, transcript: true, settings: false } });
    expect(await statusOf(`${view.url}/media/audio`)).toBe(404);
    await changeShare({ shareId: view.id, includes: { audio: true, transcript: true, settings: false } });
    expect(await statusOf(`${view.url}/media/audio`)).toBe(200);
    const own = (await filesIn("files")).filter((file) => file.includes("share-")).sort();
    expect(own).toHaveLength(3);
    await refreezeShare({ shareId: view.id });
    expect((await filesIn("files")).filter((file) => file.includes("share-")).sort()).toEqual(own);
  });
});
