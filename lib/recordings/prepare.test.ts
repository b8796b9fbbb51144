import { createHash } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { testsOnPostgres } from "@/lib/database/test-database";
import { claimedWork, startTestInstance } from "@/lib/tasks/test-instance";
import { TestFiles } from "./test-files";

const instance = await startTestInstance();
const { db, filesIn } = instance;
const { finishArrival, PREPARE_WORK } = await import("./arrival");
const { prepareHandler } = await import("./prepare");
const { removeRecording } = await import("./remove");
const { findRecording, insertRecording, recordingFilesOf } = await import("./store");
const { detectAudio } = await import("@/lib/audio/detect");
const { storage } = await import("@/lib/storage/storage");
const { makeUploadFolder, uploadFile } = await import("@/lib/storage/folder-arrivals");

await makeUploadFolder();
const files = new TestFiles(instance.dataDir);
const wav = files.sound("tone.wav");
const mp3 = files.sound("constant.mp3", ["-b:a", "64k"]);

beforeEach(instance.reset);
afterEach(async () => {
  for (const recording of await db.selectFrom("recording").selectAll().execute()) await removeRecording(recording);
  for (const folder of ["scratch", "uploads", "files"]) expect(await filesIn(folder)).toEqual([]);
});
afterAll(instance.close);

const prepare = (id: string, signal = AbortSignal.timeout(60_000)) => prepareHandler.run(claimedWork(PREPARE_WORK, id), signal);

async function requireRecording(id: string) {
  const recording = await findRecording(db, id);
  if (recording === undefined) throw new Error(`No recording ${id}`);
  return recording;
}

/** A recording whose bytes are here. */
async function arrive(name: string, bytes: Buffer): Promise<string> {
  const id = crypto.randomUUID();
  await insertRecording(db, { id, owner_id: "somebody", origin: "upload", name, source_url: null, size_bytes: bytes.length, modified_at: null }, Date.now());
  await writeFile(uploadFile(id), bytes);
  expect(await finishArrival(id)).toBe(true);
  return id;
}

/** What became of a file. */
async function prepared(name: string, bytes: Buffer) {
  const id = await arrive(name, bytes);
  await prepare(id);
  const recording = await requireRecording(id);
  const kept = await recordingFilesOf(db, [id]);
  return { id, recording, kept, problem: JSON.parse(recording.problem_json ?? "null") as { code: string; message: string } | null };
}

async function bytesOf(storageKey: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of (await storage().read(storageKey)) as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

// What becomes of its bytes is the same whatever the database is, and takes long.
if (!testsOnPostgres) {
  describe("a file that arrived", () => {
    it.each([
      ["WAV", "a.wav", () => wav, { vendor: 1, player: 1 }],
      ["MP3", "a.mp3", () => mp3, { vendor: 1, player: 1 }],
      ["MP3", "variable.mp3", () => files.sound("variable.mp3", ["-q:a", "4"]), { vendor: 1, player: 0 }],
      ["AAC", "a.aac", () => files.sound("a.aac"), { vendor: 1, player: 0 }],
      ["M4A", "a.m4a", () => files.sound("a.m4a"), { vendor: 1, player: 1 }],
      ["Ogg", "a.ogg", () => files.sound("a.ogg", ["-c:a", "libopus"]), { vendor: 1, player: 0 }],
      ["FLAC", "a.flac", () => files.sound("a.flac"), { vendor: 0, player: 0 }],
      ["WebM", "a.webm", () => files.sound("a.webm", ["-c:a", "libopus"]), { vendor: 0, player: 0 }],
      ["M4A", "alac.m4a", () => files.sound("alac.m4a", ["-c:a", "alac"]), { vendor: 0, player: 0 }],
    ])("is read as %s (%s), and converted where the vendor or a browser would not do", async (format, name, make, suits) => {
      const bytes = make();
      const { recording, kept } = await prepared(name, bytes);
      expect(recording).toMatchObject({ state: "ready", format, channels: 1, notice: null, original_suits_vendor: suits.vendor, original_suits_player: suits.player });
      expect(Math.abs((recording.duration_ms ?? 0) - 20_000)).toBeLessThan(150);
      const converted = suits.vendor === 0 || suits.player === 0;
      expect(kept.map(({ role }) => role).sort()).toEqual(converted ? ["original", "peaks", "rendition"] : ["original", "peaks"]);
      for (const file of kept) {
        const stored = await bytesOf(file.storage_key);
        expect({ size: stored.length, hash: createHash("sha256").update(stored).digest("hex") }).toEqual({ size: file.size_bytes, hash: file.sha256 });
        if (file.role === "original") expect(stored.equals(bytes)).toBe(true);
      }
      const peaks = kept.find(({ role }) => role === "peaks");
      const { peaks: values } = JSON.parse((await bytesOf(peaks?.storage_key ?? "")).toString()) as { peaks: number[] };
      expect(values.length).toBeGreaterThan(1900);
      expect(Math.max(...values)).toBeGreaterThan(100);
    });

    it("with a variable bit rate gets a rendition in which every sound is where it is in the original", async () => {
      const { kept } = await prepared("beeps.mp3", files.beeps("beeps.mp3", ["-q:a", "5"], 180));
      const rendition = kept.find(({ role }) => role === "rendition");
      const heard = files.hearBeeps(path.join(instance.dataDir, "files", rendition?.storage_key ?? ""));
      expect(heard).toHaveLength(18);
      for (const [index, timeMs] of heard.entries()) expect(Math.abs(timeMs - index * 10_000)).toBeLessThan(40);
    });

    it("of video is turned into its sound, in a type that the vendor takes", async () => {
      const { recording, kept } = await prepared("film.mp4", files.video("film.mp4", true));
      expect(recording).toMatchObject({ state: "ready", format: "MP4 video", original_suits_vendor: 0 });
      const rendition = kept.find(({ role }) => role === "rendition");
      await writeFile(uploadFile("check"), await bytesOf(rendition?.storage_key ?? ""));
      expect(await detectAudio(uploadFile("check"))).toMatchObject({ contentType: "audio/mp4" });
      await rm(uploadFile("check"));
    });

    it.each([
      ["a PNG named .mp3", "a.mp3", () => Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64"), "not_a_recording", /PNG/],
      ["text", "a.wav", () => Buffer.from("I am no recording.\n".repeat(200)), "not_a_recording", /recognised/],
      ["a playlist named .mp3", "a.mp3", () => Buffer.from("#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n"), "not_a_recording", /recognised/],
      ["video without sound", "a.mp4", () => files.video("mute.mp4", false), "no_sound_track", /no sound track/],
      ["the beginning of an M4A, whose index is at its end", "a.m4a", () => files.sound("cut.m4a").subarray(0, 30_000), "unreadable", /damaged or incomplete/],
      ["the header of a WAV alone", "a.wav", () => wav.subarray(0, 44), "unreadable", /damaged or incomplete/],
    ])("%s is refused with the reason, and not kept", async (_what, name, make, code, words) => {
      const { recording, kept, problem } = await prepared(name, make());
      expect(recording.state).toBe("refused");
      expect(problem?.code).toBe(code);
      expect(problem?.message).toMatch(words);
      expect(kept).toEqual([]);
      expect(await filesIn("uploads")).toEqual([]);
      expect(await filesIn("files")).toEqual([]);
    });

    it("that is cut short is taken for what it holds, and says so", async () => {
      const whole = files.sound("whole.mp3", ["-b:a", "64k", "-write_xing", "1"], 60);
      const { recording } = await prepared("half.mp3", whole.subarray(0, whole.length / 2));
      expect(recording.state).toBe("ready");
      expect(Math.abs((recording.duration_ms ?? 0) - 30_000)).toBeLessThan(500);
      expect(recording.notice).toBe("This file seems to be cut short: it should last 1:00, but only 0:30 could be read.");
      expect(recording.original_suits_player).toBe(0);
    });

    it("whose header lies about its length is measured by its sound", async () => {
      const lying = Buffer.from(wav);
      lying.writeUInt32LE(0x7fff_0000, 4);
      lying.writeUInt32LE(0x7fff_0000, lying.indexOf("data") + 4);
      const { recording } = await prepared("lying.wav", lying);
      expect(recording).toMatchObject({ state: "ready", duration_ms: 20_000, notice: null });
    });

    it("of silence is taken", async () => {
      const { recording } = await prepared("silence.wav", files.silence("silence.wav", 600));
      expect(recording).toMatchObject({ state: "ready", duration_ms: 600_000 });
    });
  });
}

it("a recording is prepared when an earlier life of the process died after its file had moved", async () => {
  const id = await arrive("a.wav", wav);
  await storage().putFile(`recordings/${id}/original`, uploadFile(id));
  await prepare(id);
  expect(await requireRecording(id)).toMatchObject({ state: "ready", duration_ms: 20_000 });
});

it("a recording that is deleted while it is prepared leaves nothing", async () => {
  const id = await arrive("a.mp3", files.sound("variable.mp3", ["-q:a", "4"]));
  const running = prepare(id);
  await removeRecording(await requireRecording(id));
  await running.catch(() => undefined);
  expect(await findRecording(db, id)).toBeUndefined();
});

it("an upload is whole when its file is as long as was declared, and then once", async () => {
  const id = crypto.randomUUID();
  await insertRecording(db, { id, owner_id: "somebody", origin: "upload", name: "a.wav", source_url: null, size_bytes: wav.length, modified_at: null }, Date.now());
  expect(await finishArrival(id)).toBe(false);
  await writeFile(uploadFile(id), wav.subarray(0, -1));
  expect(await finishArrival(id)).toBe(false);
  await writeFile(uploadFile(id), wav);
  expect(await Promise.all([finishArrival(id), finishArrival(id)])).toEqual(expect.arrayContaining([true, false]));
  expect((await requireRecording(id)).state).toBe("preparing");
});
