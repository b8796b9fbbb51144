import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { startTestInstance } from "@/lib/tasks/test-instance";
import type { RecordingFileRow, RecordingRow } from "./store";

const instance = await startTestInstance();
const { db } = instance;
const { requireRecordingAudio } = await import("./owned");
const { findRecording, insertRecording, markArrived, markReady } = await import("./store");
const { toRecordingView } = await import("./view");

const OWNER = "owner";

beforeEach(instance.reset);
afterAll(instance.close);

/** A recording that is ready; `suits` says whether what came is what is played. */
async function prepared(suits: boolean): Promise<string> {
  const id = await announced();
  expect(await markArrived(db, id, 1000)).toBe(true);
  const file = (role: RecordingFileRow["role"], contentType: string): RecordingFileRow => ({
    recording_id: id,
    role,
    storage_key: `recordings/${id}/${role}`,
    content_type: contentType,
    size_bytes: 1000,
    sha256: "a".repeat(64),
    created_at: 0,
  });
  const findings = { format: "WebM", channels: 1, duration_ms: 2000, original_suits_vendor: 1, original_suits_player: suits ? 1 : 0, notice: null, size_bytes: 1000 };
  const files = [file("original", "video/webm"), file("peaks", "application/json"), ...(suits ? [] : [file("rendition", "audio/mp4")])];
  expect(await markReady(db, id, findings, files)).toBe(true);
  return id;
}

async function announced(): Promise<string> {
  const id = crypto.randomUUID();
  await insertRecording(db, { id, owner_id: OWNER, origin: "microphone", name: "a.webm", source_url: null, size_bytes: 1000, modified_at: null }, Date.now());
  return id;
}

async function viewOf(id: string) {
  return toRecordingView((await findRecording(db, id)) as RecordingRow);
}

describe("the audio of a recording without a task", () => {
  it.each([
    ["what came, where a browser plays that", true, "original", "video/webm"],
    ["the rendition, where there had to be one", false, "rendition", "audio/mp4"],
  ])("is %s", async (_what, suits, role, contentType) => {
    const id = await prepared(suits);
    expect(await requireRecordingAudio(OWNER, id)).toEqual({ storageKey: `recordings/${id}/${role}`, contentType, sizeBytes: 1000, sha256: "a".repeat(64) });
    expect((await viewOf(id)).audioUrl).toBe(`/api/recordings/${id}/audio`);
  });

  it("is its owner's alone", async () => {
    const id = await prepared(true);
    for (const another of ["stranger", ""]) await expect(requireRecordingAudio(another, id)).rejects.toMatchObject({ code: "not_found" });
  });

  it("is not there until the recording is ready, nor where there is none", async () => {
    const id = await announced();
    const expectNone = async () => {
      for (const missing of [id, "unknown"]) await expect(requireRecordingAudio(OWNER, missing)).rejects.toMatchObject({ code: "not_found" });
      expect((await viewOf(id)).audioUrl).toBeNull();
    };
    await expectNone();
    expect(await markArrived(db, id, 1000)).toBe(true);
    await expectNone();
  });
});
