import "server-only";
import { spawn } from "node:child_process";
import { accessSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { findProgram, programMissing } from "@/lib/audio/programs";
import { yieldPriority } from "@/lib/yield-priority";
import { parseWordTimes, type SpokenWord } from "./word-times";
import type { Segment } from "./speech-segments";

/** What the acoustic model was trained with. */
export const SAMPLE_RATE = 16_000;

/** Wider beams and fewer hypotheses than the program's own: a quarter fewer errors at twice the speed, as measured. */
const SEARCH = ["-maxhmmpf", "5000", "-maxwpf", "20", "-beam", "1e-57", "-wbeam", "1e-38", "-wip", "0.3"];
/** A call has two minutes of speech at most; it takes a quarter of that. */
const TIME_LIMIT_MS = 30 * 60 * 1000;

interface Recognizer {
  readonly program: string;
  /** The folder of the US English model. */
  readonly model: string;
}

/** Where PocketSphinx and its US English model are; undefined when either is not installed. */
function findRecognizer(): Recognizer | undefined {
  const program = findProgram("pocketsphinx_batch");
  if (program === undefined) return undefined;
  const model = path.join(/* turbopackIgnore: true */ path.dirname(program), "../share/pocketsphinx/model/en-us");
  try {
    accessSync(path.join(/* turbopackIgnore: true */ model, "en-us.lm.bin"));
    return { program, model };
  } catch {
    return undefined;
  }
}

/** Whether nothing can be recognized here, because PocketSphinx or its US English model is not installed. */
export function recognitionProgramMissing(): boolean {
  return findRecognizer() === undefined;
}

/**
 * Recognizes segments of a file of raw samples (16-bit little-endian mono, 16 kHz), one after the other in one process:
 * the words of each, with times from the start of the file. `scratch` are files that the caller removes. Rejects when
 * the program fails or takes too long, and when `signal` is aborted, which ends it.
 */
export async function recognizeSegments(
  samplesFile: string,
  segments: readonly Segment[],
  { scratch, signal }: { scratch: { readonly list: string; readonly words: string }; signal: AbortSignal },
): Promise<SpokenWord[][]> {
  const recognizer = findRecognizer();
  if (recognizer === undefined) throw programMissing("pocketsphinx_batch");
  const { program, model } = recognizer;
  // The program puts a file's name together from its parts, and version 5 refuses an empty one for the extension.
  const name = path.basename(samplesFile).slice(0, -1);
  const extension = samplesFile.slice(-1);
  await writeFile(scratch.list, segments.map(({ start, end }, index) => `${name} ${start} ${end} ${index}\n`).join(""));
  await run(
    program,
    [
      ["-hmm", path.join(model, "en-us"), "-lm", path.join(model, "en-us.lm.bin"), "-dict", path.join(model, "cmudict-en-us.dict")],
      ["-adcin", "yes", "-cepdir", path.dirname(samplesFile), "-cepext", extension, "-ctl", scratch.list, "-ctm", scratch.words],
      ["-remove_noise", "no", ...((await dropsSilence(program, signal)) ? ["-remove_silence", "no"] : [])],
      SEARCH,
    ].flat(),
    signal,
  );
  return parseWordTimes(await readFile(scratch.words, "utf8"), segments);
}

/** Whether this version (before 5.0) drops what it holds for silence unless told not to; later ones do not know the option. */
async function dropsSilence(program: string, signal: AbortSignal): Promise<boolean> {
  // Without parameters it lists its options.
  const { output } = await spawned(program, [], signal);
  return output.includes("-remove_silence");
}

async function run(program: string, parameters: readonly string[], signal: AbortSignal): Promise<void> {
  const { exitCode, output } = await spawned(program, parameters, AbortSignal.any([signal, AbortSignal.timeout(TIME_LIMIT_MS)]));
  if (exitCode !== 0) throw new Error(`PocketSphinx ended with ${exitCode ?? "a signal"}: ${output.slice(-1000)}`);
}

async function spawned(program: string, parameters: readonly string[], signal: AbortSignal): Promise<{ exitCode: number | null; output: string }> {
  const child = spawn(program, parameters, { stdio: ["ignore", "pipe", "pipe"], signal, killSignal: "SIGKILL" });
  yieldPriority(child);
  let output = "";
  const keepEnd = (text: string) => (output = (output + text).slice(-50_000));
  child.stdout.setEncoding("utf8").on("data", keepEnd);
  child.stderr.setEncoding("utf8").on("data", keepEnd);
  let failure: unknown;
  child.on("error", (error) => (failure = error));
  // Closed comes in any case, after an error too, and only then are its files no longer written.
  const exitCode = await new Promise<number | null>((resolve) => child.once("close", resolve));
  signal.throwIfAborted();
  if (failure !== undefined) throw new Error("PocketSphinx could not be started.", { cause: failure });
  return { exitCode, output };
}
