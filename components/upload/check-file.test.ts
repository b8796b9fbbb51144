import { describe, expect, it } from "vitest";
import { formatsFor } from "@/lib/locale/formats";
import { checkFile } from "./check-file";

const MAX = 1024 ** 3;
const check = (name: string, type = "", size = 1000) => checkFile({ name, type, size }, MAX, formatsFor("en"));

describe("a file before it is sent", () => {
  it.each([
    ["talk.mp3", "audio/mpeg"],
    ["talk.MP4", "video/mp4"],
    ["talk", ""],
    ["talk.unknown", "application/octet-stream"],
    ["interview.2024.wav", "audio/wav"],
    ["picture.mp3", "image/png"],
    ["movie.ts", "video/mp2t"],
    ["\u202Egnp.mp3", "audio/mpeg"],
  ])("may be tried: %s as %s", (name, type) => {
    expect(check(name, type)).toBeNull();
  });

  it.each([
    ["photo.png", "image/png"],
    ["Photo.JPEG", "image/jpeg"],
    ["paper.pdf", "application/pdf"],
    ["letter.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
    ["notes.txt", "text/plain"],
    ["scan.heic", ""],
  ])("is no recording: %s as %s", (name, type) => {
    expect(check(name, type)).toMatch(/not a recording/);
  });

  it("must have bytes, and not more than the limit", () => {
    expect(check("talk.mp3", "audio/mpeg", 0)).toMatch(/0 bytes/);
    expect(check("talk.mp3", "audio/mpeg", MAX)).toBeNull();
    expect(check("talk.mp3", "audio/mpeg", MAX * 1.5)).toBe("This file has 1.5 GB; 1 GB is the most that can be uploaded here.");
  });
});
