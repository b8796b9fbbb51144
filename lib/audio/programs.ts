import "server-only";
import { accessSync, constants } from "node:fs";
import path from "node:path";
import { searchPath } from "@/lib/env";
import { AppError } from "@/lib/http/app-error";

export type ProgramName = "ffmpeg" | "ffprobe";

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
  if (file === undefined) {
    throw new AppError(503, {
      code: "program_missing",
      message: `This server lacks the program ${name}. Install it (on Debian and Ubuntu: apt-get install ffmpeg) and try again.`,
    });
  }
  return file;
}
