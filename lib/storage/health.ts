import "server-only";
import { writeFile } from "node:fs/promises";
import { AppError } from "@/lib/http/app-error";
import { storageProblem } from "@/lib/http/storage-problem";
import { withScratchFile } from "@/lib/storage/scratch";

const PROBE = Buffer.alloc(64 * 1024, 1);

/** What is wrong with the folder of files, found out by writing to it; undefined when nothing is. */
export async function storageHealth(): Promise<AppError | undefined> {
  try {
    await withScratchFile((file) => writeFile(file, PROBE));
    return undefined;
  } catch (error) {
    return storageProblem(error) ?? new AppError(503, { code: "storage_unusable", message: "The data directory of this server cannot be used." }, error);
  }
}
