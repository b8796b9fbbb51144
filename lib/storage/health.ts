import "server-only";
import { writeFile } from "node:fs/promises";
import { env, EnvError } from "@/lib/env";
import { AppError } from "@/lib/http/app-error";
import { storageProblem } from "@/lib/http/storage-problem";
import { isWrongSetting } from "@/lib/storage/s3-problem";
import { withScratchFile } from "@/lib/storage/scratch";
import { bucket } from "@/lib/storage/storage";

const PROBE = Buffer.alloc(64 * 1024, 1);
const PROBE_KEY = "health/probe";

/** What is wrong with where files are kept and made, found out by writing there; undefined when nothing is. */
export async function storageHealth(): Promise<AppError | undefined> {
  try {
    await withScratchFile((file) => writeFile(file, PROBE));
    if (env().s3 !== undefined) await (await bucket()).put(PROBE_KEY, PROBE);
    return undefined;
  } catch (error) {
    return storageProblem(error) ?? new AppError(503, { code: "storage_unusable", message: "The data directory of this server cannot be used." }, error);
  }
}

/** Throws `EnvError` when the bucket that is set says that a setting is wrong. What may pass by waiting, `storageHealth` says. */
export async function requireRightBucket(): Promise<void> {
  if (env().s3 === undefined) return;
  try {
    await (await bucket()).put(PROBE_KEY, PROBE);
  } catch (error) {
    if (error instanceof AppError && isWrongSetting(error)) throw new EnvError(error.message.replace(/ Nothing was lost.*/, ""));
  }
}
