import { describe, expect, it } from "vitest";
import type { RecordingView } from "@/lib/recordings/schema";
import { findPlace, findSameFile } from "./same-file";

const unfinished = (change: Partial<RecordingView> = {}): RecordingView => ({
  id: "one",
  name: "talk.mp3",
  origin: "upload",
  state: "arriving",
  sizeBytes: 1000,
  receivedBytes: 400,
  modifiedAt: 1_700_000_000_000,
  durationMs: null,
  format: null,
  channels: null,
  problem: null,
  notice: null,
  createdAt: 1,
  uploadUrl: "/api/uploads/one",
  audioUrl: null,
  ...change,
});
const file = { name: "talk.mp3", size: 1000, lastModified: 1_700_000_000_000 };

describe("a file that is chosen again", () => {
  it("goes on with the upload of the same name, size and time", () => {
    expect(findSameFile(file, [unfinished({ id: "other", name: "walk.mp3" }), unfinished()])?.id).toBe("one");
  });

  it.each([
    ["another name", { name: "walk.mp3" }],
    ["another size", { sizeBytes: 999 }],
    ["another time", { modifiedAt: 1 }],
    ["no known time", { modifiedAt: null }],
    ["all of it there", { state: "preparing" }],
    ["nowhere to go on", { uploadUrl: null }],
  ] as const)("does not when there is %s", (_, change) => {
    expect(findSameFile(file, [unfinished(change)])).toBeUndefined();
  });

  it("is known by its name as the server keeps it", () => {
    const long = `${"x".repeat(300)}.mp3`;
    const kept = `${"x".repeat(195)}….mp3`;
    expect(findSameFile({ ...file, name: long }, [unfinished({ name: kept })])?.id).toBe("one");
  });

  it("goes on where most of it is", () => {
    expect(findSameFile(file, [unfinished({ id: "less", receivedBytes: 1 }), unfinished({ id: "more", receivedBytes: 999 })])?.id).toBe("more");
  });
});

describe("a file that is chosen although it is there", () => {
  const nowhere = { uploads: [], recordings: [], transcriptions: [] };
  const onItsWay = { name: "talk.mp3", sizeBytes: 1000, modifiedAt: file.lastModified, phase: "sending" } as const;
  const there = unfinished({ state: "ready", uploadUrl: null });

  it("is found among this page's uploads, the recordings and the transcripts, in this order", () => {
    expect(findPlace(file, { ...nowhere, uploads: [onItsWay] })).toEqual({ in: "list" });
    for (const state of ["preparing", "ready"] as const) expect(findPlace(file, { ...nowhere, recordings: [unfinished({ state })] })).toEqual({ in: "list" });
    const transcriptions = [{ id: "older", recording: unfinished({ ...there, name: "walk.mp3" }) }, { id: "newer", recording: there }];
    expect(findPlace(file, { ...nowhere, transcriptions })).toEqual({ in: "transcript", taskId: "newer" });
    expect(findPlace(file, { ...nowhere, recordings: [there], transcriptions })).toEqual({ in: "list" });
  });

  it("is another with another name, size or time", () => {
    for (const other of [{ ...file, name: "walk.mp3" }, { ...file, size: 999 }, { ...file, lastModified: 1 }]) {
      expect(findPlace(other, { uploads: [onItsWay], recordings: [there], transcriptions: [{ id: "a", recording: there }] })).toBeNull();
    }
  });

  it("is sent where its upload failed, was broken off, or was refused", () => {
    const recordings = [unfinished(), unfinished({ state: "refused" })];
    expect(findPlace(file, { uploads: [{ ...onItsWay, phase: "failed" }], recordings, transcriptions: recordings.map((recording) => ({ id: "a", recording })) })).toBeNull();
  });
});
