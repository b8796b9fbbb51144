import "server-only";
import path from "node:path";
import { env } from "@/lib/env";
import { processWide } from "@/lib/lifetime";
import type { FileStore } from "@/lib/storage/file-store";
import { LocalDisk } from "@/lib/storage/local-disk";

/** The process's storage. */
export function storage(): FileStore {
  return processWide("storage", () => new LocalDisk(path.join(/* turbopackIgnore: true */ env().dataDir, "files")));
}
