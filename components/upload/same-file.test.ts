import { describe, expect, it } from "vitest";
import type { RecordingView } from "@/lib/recordings/schema";
import { findSameFile } from "./same-file";

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
