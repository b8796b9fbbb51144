import { describe, expect, it } from "vitest";
import type { UploadView } from "@/components/upload/upload-view";
import type { RecordingView } from "@/lib/recordings/schema";
import { composeRows, holdsFile, transcribable } from "./recording-rows";

const upload = (change: Partial<UploadView>): UploadView => ({
  id: "of this tab",
  recordingId: null,
  name: "talk.mp3",
  origin: "upload",
  sizeBytes: 1000,
  modifiedAt: 1,
  sentBytes: 0,
  phase: "sending",
  bytesPerSecond: null,
  retryAt: null,
  problem: null,
  canRestart: false,
  hasTask: false,
  ...change,
});

const recording = (change: Partial<RecordingView>): RecordingView => ({
  id: "r",
  name: "talk.mp3",
  origin: "upload",
  state: "arriving",
  sizeBytes: 1000,
  receivedBytes: 0,
  modifiedAt: 1,
  durationMs: null,
  format: null,
  channels: null,
  problem: null,
  notice: null,
  createdAt: 1,
  uploadUrl: "/api/uploads/r",
  audioUrl: null,
  ...change,
});

const NOWHERE: ReadonlySet<string> = new Set();
const keys = (rows: readonly { key: string }[]) => rows.map(({ key }) => key);

describe("the recordings without a task", () => {
  it("are listed once each, whoever knows them, in the order of their arrival", () => {
    const uploads = [upload({ recordingId: "b" }), upload({ id: "new" })];
    const rows = composeRows(uploads, [recording({ id: "b", createdAt: 2 }), recording({ id: "a", createdAt: 1 })], NOWHERE);
    expect(keys(rows)).toEqual(["a", "b", "new"]);
    expect(rows[1]?.upload).toBe(uploads[0]);
  });

  it("are listed no longer when a task has them, whichever answer comes first", () => {
    const taken = upload({ recordingId: "r", hasTask: true });
    expect(composeRows([taken], [recording({})], NOWHERE)).toEqual([]);
    expect(composeRows([taken], [], NOWHERE)).toEqual([]);
  });

  it("are one with the file that is chosen again for them", () => {
    const again = upload({ phase: "announcing" });
    expect(composeRows([again], [recording({})], NOWHERE)).toEqual([{ key: "r", upload: again, recording: recording({}) }]);
    const other = upload({ phase: "announcing", modifiedAt: 2 });
    expect(keys(composeRows([other], [recording({})], NOWHERE))).toEqual(["r", "of this tab"]);
  });

  it("leave out what the microphone recorded here, until it is sent", () => {
    const kept = new Set(["r"]);
    expect(composeRows([], [recording({ origin: "microphone" })], kept)).toEqual([]);
    expect(keys(composeRows([upload({ recordingId: "r" })], [recording({ origin: "microphone" })], kept))).toEqual(["r"]);
    expect(keys(composeRows([], [recording({ origin: "microphone", state: "preparing" })], kept))).toEqual(["r"]);
  });
});

describe("whether a file is held", () => {
  const holds = (uploads: UploadView[], recordings: RecordingView[]) => holdsFile(composeRows(uploads, recordings, NOWHERE), "talk.mp3");

  it("says yes while it is sent, read, or ready", () => {
    expect(holds([upload({ phase: "announcing" })], [])).toBe(true);
    expect(holds([upload({ recordingId: "r" })], [recording({})])).toBe(true);
    expect(holds([], [recording({ state: "preparing" })])).toBe(true);
    expect(holds([], [recording({ state: "ready" })])).toBe(true);
  });

  it("says no of another file, and of one that nobody goes on sending", () => {
    expect(holds([upload({ name: "other.mp3" })], [recording({ name: "other.mp3", state: "ready" })])).toBe(false);
    expect(holds([], [recording({})])).toBe(false);
  });
});

describe("what can be transcribed", () => {
  const idsOf = (uploads: UploadView[], recordings: RecordingView[]) => transcribable(composeRows(uploads, recordings, NOWHERE));

  it("is on its way, being read, or ready", () => {
    expect(idsOf([upload({ recordingId: "r" })], [])).toEqual(["r"]);
    expect(idsOf([upload({ recordingId: "r", phase: "paused" })], [recording({})])).toEqual(["r"]);
    expect(idsOf([], [recording({ id: "p", state: "preparing" }), recording({ id: "q", state: "ready" })])).toEqual(["p", "q"]);
  });

  it("is not refused, failed, unknown to the server, or left unfinished", () => {
    expect(idsOf([], [recording({ state: "refused" })])).toEqual([]);
    expect(idsOf([upload({ recordingId: "r", phase: "failed" })], [])).toEqual([]);
    expect(idsOf([upload({ recordingId: null })], [])).toEqual([]);
    expect(idsOf([], [recording({})])).toEqual([]);
  });
});
