import { describe, expect, it } from "vitest";
import { VENDOR_MAX_BYTES } from "./limits";
import { cutShortNotice, type Suitability, suitsPlayer, suitsVendor } from "./suitability";

const MP3: Suitability = {
  contentType: "audio/mpeg",
  codec: "mp3",
  hasVideo: false,
  sizeBytes: 1_000_000,
  claimedDurationMs: 60_000,
  durationMs: 60_000,
  constantBitRate: true,
};

describe("what the vendor gets", () => {
  it("is the original up to 200 MB, and a rendition above", () => {
    expect(suitsVendor({ ...MP3, sizeBytes: VENDOR_MAX_BYTES })).toBe(true);
    expect(suitsVendor({ ...MP3, sizeBytes: VENDOR_MAX_BYTES + 1 })).toBe(false);
  });

  it("has no picture, and a codec that its type usually has", () => {
    expect(suitsVendor({ ...MP3, contentType: "audio/mp4", codec: "aac" })).toBe(true);
    expect(suitsVendor({ ...MP3, contentType: "audio/mp4", codec: "aac", hasVideo: true })).toBe(false);
    expect(suitsVendor({ ...MP3, contentType: "audio/mp4", codec: "alac" })).toBe(false);
    expect(suitsVendor({ ...MP3, contentType: "audio/flac", codec: "flac" })).toBe(false);
  });

  it("is no WAV that claims another length than it has", () => {
    const wav = { ...MP3, contentType: "audio/wav", codec: "pcm_s16le" };
    expect(suitsVendor(wav)).toBe(true);
    expect(suitsVendor({ ...wav, claimedDurationMs: 600_000 })).toBe(false);
    expect(suitsVendor({ ...wav, claimedDurationMs: null })).toBe(false);
  });
});

describe("what is played", () => {
  it("is an MP3 only where a time is found in it exactly", () => {
    expect(suitsPlayer(MP3)).toBe(true);
    expect(suitsPlayer({ ...MP3, constantBitRate: false })).toBe(false);
    expect(suitsPlayer({ ...MP3, claimedDurationMs: 62_000 })).toBe(false);
  });

  it("is no type that some browser does not play", () => {
    expect(suitsPlayer({ ...MP3, contentType: "audio/ogg", codec: "opus" })).toBe(false);
    expect(suitsPlayer({ ...MP3, contentType: "audio/aac", codec: "aac" })).toBe(false);
    expect(suitsPlayer({ ...MP3, contentType: "audio/wav", codec: "adpcm_ms" })).toBe(false);
  });
});

it("a file that holds much less than it claims is said to be cut short, in hours where there are any", () => {
  expect(cutShortNotice(60_000, 59_500)).toBeNull();
  expect(cutShortNotice(null, 10)).toBeNull();
  expect(cutShortNotice(3_723_000, 61_000)).toContain("it should last 1:02:03, but only 1:01 could be read");
});
