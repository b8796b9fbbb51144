import { VENDOR_MAX_BYTES } from "@/lib/recordings/limits";

/** What is known of a file when it is decided what is done with it. */
export interface Suitability {
  readonly contentType: string;
  /** As ffmpeg calls it. */
  readonly codec: string;
  readonly hasVideo: boolean;
  readonly sizeBytes: number;
  readonly claimedDurationMs: number | null;
  /** As decoded: the truth. */
  readonly durationMs: number;
  /** Of an MP3; false where it was not looked at. */
  readonly constantBitRate: boolean;
}

/** The codecs that the vendor's types (audio/mpeg, audio/wav, audio/aac, audio/mp4, audio/ogg) usually hold. */
const VENDOR_CODECS: Readonly<Record<string, RegExp>> = {
  "audio/mpeg": /^mp3/,
  "audio/wav": /^pcm_/,
  "audio/aac": /^aac$/,
  "audio/mp4": /^(aac|mp3)$/,
  "audio/ogg": /^(vorbis|opus)$/,
};

/** What every browser plays and finds any time in. Ogg is not played everywhere, raw AAC has no index. */
const PLAYER_CODECS: Readonly<Record<string, RegExp>> = {
  "audio/mpeg": /^mp3/,
  "audio/wav": /^pcm_(u8|s16le|s24le|f32le)$/,
  "audio/mp4": /^(aac|mp3)$/,
};

/** A player whose file claims another duration than it has shows wrong times and cannot be trusted to seek. */
function claimIsTrue({ claimedDurationMs, durationMs }: Suitability): boolean {
  return claimedDurationMs !== null && Math.abs(claimedDurationMs - durationMs) <= Math.max(250, durationMs * 0.002);
}

/** Whether the vendor can get the file as it is (the document's types, up to 200 MB). */
export function suitsVendor(file: Suitability): boolean {
  const honest = file.contentType !== "audio/wav" || claimIsTrue(file);
  return !file.hasVideo && file.sizeBytes <= VENDOR_MAX_BYTES && honest && (VENDOR_CODECS[file.contentType]?.test(file.codec) ?? false);
}

/** Whether the file can be played as it is, every time in it found exactly. */
export function suitsPlayer(file: Suitability): boolean {
  if (file.hasVideo || !claimIsTrue(file)) return false;
  if (file.contentType === "audio/mpeg" && !file.constantBitRate) return false;
  return PLAYER_CODECS[file.contentType]?.test(file.codec) ?? false;
}

/** A sentence for a file that holds much less than it claims; null when it does not. */
export function cutShortNotice(claimedDurationMs: number | null, durationMs: number): string | null {
  if (claimedDurationMs === null || durationMs >= claimedDurationMs * 0.98 - 1000) return null;
  return `This file seems to be cut short: it should last ${clock(claimedDurationMs)}, but only ${clock(durationMs)} could be read.`;
}

function clock(durationMs: number): string {
  const seconds = Math.round(durationMs / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, "0"))).join(":");
}
