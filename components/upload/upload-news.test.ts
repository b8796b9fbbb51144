import { describe, expect, it } from "vitest";
import { newsOfFailures, newsOfUpload } from "@/components/upload/upload-news";
import type { UploadPhase, UploadView } from "@/components/upload/upload-view";

const SIZE = 1000;

function at(sentBytes: number, phase: UploadPhase = "sending"): UploadView {
  return { id: "1", recordingId: null, name: "a.wav", origin: "upload", sizeBytes: SIZE, modifiedAt: 0, sentBytes, phase, bytesPerSecond: null, retryAt: null, problem: null, canRestart: false, hasTask: false };
}

/** What is said of an upload that is seen in these steps. */
function said(...steps: UploadView[]): string[] {
  return steps.flatMap((now, index) => newsOfUpload(steps[index - 1], now) ?? []);
}

describe("the news of an upload", () => {
  it("are that it begins, each quarter, and that it is done, each once", () => {
    const sending = Array.from({ length: 200 }, (_, step) => at(step * 5));
    expect(said(at(0, "announcing"), at(0, "waiting"), ...sending, at(SIZE), at(SIZE, "sent"), at(SIZE, "sent"))).toEqual([
      "a.wav: uploading",
      "a.wav: a quarter uploaded",
      "a.wav: half uploaded",
      "a.wav: three quarters uploaded",
      "a.wav: uploaded",
    ]);
  });

  it("are a lost connection, once", () => {
    expect(said(at(600), at(600, "lost"), at(600, "lost"), at(600, "waiting"), at(600))).toEqual(["a.wav: connection lost. It goes on by itself"]);
  });

  it("are none of what somebody pressed, and of what failed: that is said at its place", () => {
    expect(said(at(600), at(600, "paused"), at(600, "waiting"), at(600), at(600, "failed"))).toEqual([]);
  });
});

describe("the news of failed uploads", () => {
  const refused = { id: "1", name: "a.wav", problem: "The server does not take this file (415)." };
  const gone = { id: "2", name: "b.wav", problem: null };

  it("are each once, with what was wrong where that is known", () => {
    expect(newsOfFailures([], [refused, gone])).toEqual([
      { id: "1", sentence: "a.wav: upload failed. The server does not take this file (415)" },
      { id: "2", sentence: "b.wav: upload failed" },
    ]);
    expect(newsOfFailures([refused], [refused, gone]).map(({ id }) => id)).toEqual(["2"]);
    expect(newsOfFailures([refused, gone], [gone])).toEqual([]);
  });

  it("are told again of one that was started again and failed again", () => {
    expect(newsOfFailures([gone], [])).toEqual([]);
    expect(newsOfFailures([], [gone]).map(({ id }) => id)).toEqual(["2"]);
  });
});
