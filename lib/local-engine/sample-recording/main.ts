import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { requireProgram } from "@/lib/audio/programs";
import { Synthesizer } from "@/lib/local-engine/synthesis/synthesizer";
import { SAMPLE_CONVERSATION } from "@/lib/recordings/sample-conversation";
import { DEFAULT_SETTINGS } from "@/lib/speech/settings";

const PAUSE_MS = 350;
const BIT_RATE = "64k";

const [target = "", workerFile = ""] = process.argv.slice(2);
const ffmpegFile = requireProgram("ffmpeg");
const folder = await mkdtemp(path.join(tmpdir(), "sample-recording-"));
const synthesizer = new Synthesizer({ workerFile, ffmpegFile, scratchDir: folder });
try {
  const turns: string[] = [];
  for (const { voice, text } of SAMPLE_CONVERSATION) {
    const { mp3 } = await synthesizer.synthesize({ ...DEFAULT_SETTINGS, voice, text });
    const file = path.join(folder, `${turns.length}.mp3`);
    await writeFile(file, mp3);
    turns.push(file);
  }
  join(turns);
} finally {
  await synthesizer.close();
  await rm(folder, { recursive: true, force: true });
}

/** Plays the turns one after the other, each followed by a pause, into the file that was asked for. */
function join(turns: readonly string[]): void {
  const padded = turns.map((_, index) => `[${index}:a]apad=pad_dur=${PAUSE_MS}ms[turn${index}]`);
  const filter = `${padded.join(";")};${turns.map((_, index) => `[turn${index}]`).join("")}concat=n=${turns.length}:v=0:a=1`;
  const inputs = turns.flatMap((file) => ["-i", file]);
  const output = ["-ac", "1", "-c:a", "libmp3lame", "-b:a", BIT_RATE, "-bitexact", "-f", "mp3", target];
  execFileSync(ffmpegFile, ["-y", "-nostdin", "-loglevel", "error", ...inputs, "-filter_complex", filter, ...output]);
}
