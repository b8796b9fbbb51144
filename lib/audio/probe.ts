import "server-only";
import { z } from "zod";
import type { MediaFormat } from "@/lib/audio/detect";
import { runProgram, untrustedInput } from "@/lib/audio/run-program";
import { AppError } from "@/lib/http/app-error";

/** What the headers of a file say of its first sound track. */
export interface Probe {
  /** As ffmpeg calls it: mp3, aac, pcm_s16le, opus … */
  readonly codec: string;
  readonly channels: number;
  readonly hasVideo: boolean;
  /** What the container claims; null where it claims nothing. */
  readonly claimedDurationMs: number | null;
}

const PROBE_LIMIT_MS = 60_000;
const SCAN_LIMIT_MS = 10 * 60 * 1000;
const MAX_ANSWER_CHARACTERS = 1_000_000;

const answerSchema = z.object({
  streams: z
    .array(
      z.object({
        codec_type: z.string().optional(),
        codec_name: z.string().optional(),
        channels: z.int().optional(),
        disposition: z.object({ attached_pic: z.int().optional() }).optional(),
      }),
    )
    .default([]),
  format: z.object({ duration: z.coerce.number().optional().catch(undefined) }).optional(),
});

/**
 * Reads the headers of a file. Rejects with `AppError`: `no_sound_track` when there is only video, `unreadable` when it cannot be
 * read as what its bytes say it is, `program_missing` without ffprobe.
 */
export async function probe(file: string, { format, signal }: { format: MediaFormat; signal: AbortSignal }): Promise<Probe> {
  let text = "";
  const { exitCode, complaint } = await runProgram(
    "ffprobe",
    [
      "-v", "error", ...untrustedInput(file, format.demuxer),
      "-show_entries", "stream=codec_type,codec_name,channels:stream_disposition=attached_pic:format=duration", "-of", "json",
    ],
    { limitMs: PROBE_LIMIT_MS, signal, onOutput: (chunk) => (text = (text + chunk.toString("utf8")).slice(0, MAX_ANSWER_CHARACTERS)) },
  );
  const answer = exitCode === 0 ? answerSchema.safeParse(parse(text)).data : undefined;
  if (answer === undefined || answer.streams.length === 0) {
    const message = `This ${format.label} file is damaged or incomplete: its beginning or its index cannot be read. Save it again, or choose another file.`;
    throw new AppError(422, { code: "unreadable", message }, complaint);
  }
  const sound = answer.streams.find((stream) => stream.codec_type === "audio");
  if (sound === undefined) {
    throw new AppError(422, { code: "no_sound_track", message: `This ${format.label} file has no sound track: there is nothing in it to transcribe.` });
  }
  const duration = answer.format?.duration;
  return {
    codec: sound.codec_name ?? "unknown",
    channels: sound.channels ?? 1,
    hasVideo: answer.streams.some((stream) => stream.codec_type === "video" && stream.disposition?.attached_pic !== 1),
    claimedDurationMs: duration === undefined || !Number.isFinite(duration) ? null : Math.round(duration * 1000),
  };
}

/**
 * Whether all frames of an MP3 have the same length (but for the byte of padding): only then does a browser find a time in
 * it exactly, since it computes the place from the bit rate.
 */
export async function hasConstantBitRate(file: string, { format, signal }: { format: MediaFormat; signal: AbortSignal }): Promise<boolean> {
  let rest = "";
  const extremes = { min: Infinity, max: 0, count: 0 };
  const take = (line: string) => {
    const size = Number(line.replace(/,.*$/, ""));
    if (line === "" || !Number.isFinite(size)) return;
    extremes.count += 1;
    // The first frame may be a header, and the last may be cut off.
    if (extremes.count < 3) return;
    extremes.min = Math.min(extremes.min, size);
    extremes.max = Math.max(extremes.max, size);
  };
  let last = "";
  const { exitCode } = await runProgram(
    "ffprobe",
    ["-v", "error", ...untrustedInput(file, format.demuxer), "-select_streams", "a:0", "-show_entries", "packet=size", "-of", "csv=p=0"],
    {
      limitMs: SCAN_LIMIT_MS,
      signal,
      onOutput: (chunk) => {
        const lines = (rest + chunk.toString("latin1")).split("\n");
        rest = lines.pop() ?? "";
        for (const line of lines) {
          take(last);
          last = line.trim();
        }
      },
    },
  );
  return exitCode === 0 && (extremes.count < 3 || extremes.max - extremes.min <= 1);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
