import "server-only";
import { accessSync, constants } from "node:fs";
import path from "node:path";
import { searchPath } from "@/lib/env";
import { AppError } from "@/lib/http/app-error";

/** The programs that the app runs, and the Debian packages that bring them. */
const DEBIAN_PACKAGES = { ffmpeg: "ffmpeg", ffprobe: "ffmpeg", pocketsphinx_batch: "pocketsphinx pocketsphinx-en-us" } as const;

export type ProgramName = keyof typeof DEBIAN_PACKAGES;

/** The file of a program on PATH, or undefined when it is not installed. */
export function findProgram(name: ProgramName): string | undefined {
  for (const directory of searchPath()) {
    const file = path.join(/* turbopackIgnore: true */ directory, name);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      continue;
    }
  }
  return undefined;
}

/** The file of a program on PATH. Throws `AppError` `program_missing` with what to install when it is not there. */
export function requireProgram(name: ProgramName): string {
  const file = findProgram(name);
  if (file === undefined) throw programMissing(name);
  return file;
}

/** The error that says what to install. */
export function programMissing(name: ProgramName): AppError {
  return new AppError(503, {
    code: "program_missing",
    message: `This server lacks the program ${name}. Install it (on Debian and Ubuntu: apt-get install ${DEBIAN_PACKAGES[name]}) and try again.`,
  });
}
