import "server-only";
import { spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { type ProgramName, requireProgram } from "@/lib/audio/programs";
import { yieldPriority } from "@/lib/yield-priority";

/** How a program ended. */
export interface ProgramEnd {
  readonly exitCode: number | null;
  /** The end of what it complained about, for the log and for finding the reason. */
  readonly complaint: string;
}

/**
 * Runs a program without a shell, gives what it writes to `onOutput` as it comes, and resolves when it has ended. It is killed
 * after `limitMs` or when `signal` fires: the promise rejects then.
 */
export async function runProgram(
  name: ProgramName,
  args: readonly string[],
  { limitMs, signal, onOutput }: { limitMs: number; signal: AbortSignal; onOutput?: (chunk: Buffer) => void },
): Promise<ProgramEnd> {
  const child = spawn(requireProgram(name), args, {
    stdio: ["ignore", onOutput === undefined ? "ignore" : "pipe", "pipe"],
    signal: AbortSignal.any([signal, AbortSignal.timeout(limitMs)]),
    killSignal: "SIGKILL",
  });
  yieldPriority(child);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  let complaint = "";
  (child.stderr as Readable).setEncoding("utf8").on("data", (text: string) => (complaint = (complaint + text).slice(-2000)));
  if (onOutput !== undefined) child.stdout?.on("data", onOutput);
  return { exitCode: await ended, complaint };
}

/** What ffmpeg and ffprobe are told about a file that a stranger made: read this file, as this format, and nothing else. */
export function untrustedInput(file: string, demuxer: string): string[] {
  return ["-protocol_whitelist", "file,pipe", "-f", demuxer, "-i", `file:${file}`];
}
