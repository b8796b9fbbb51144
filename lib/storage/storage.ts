import "server-only";
import path from "node:path";
import { env } from "@/lib/env";
import { processWide } from "@/lib/lifetime";
import type { Bucket } from "@/lib/storage/bucket";
import type { FileStore } from "@/lib/storage/file-store";
import { LocalDisk } from "@/lib/storage/local-disk";
import { S3Store } from "@/lib/storage/s3-store";

/** The process's storage: a bucket when one is set, else a folder of the data directory. */
export function storage(): FileStore {
  return processWide("storage", () => (env().s3 === undefined ? new LocalDisk(path.join(/* turbopackIgnore: true */ env().dataDir, "files")) : new S3Store(bucket)));
}

/** The bucket that is set. Its client is loaded at the first use: without one it takes no memory. Rejects when none is set. */
export function bucket(): Promise<Bucket> {
  return processWide("bucket", async () => {
    const { s3 } = env();
    if (s3 === undefined) throw new Error("No bucket is set");
    const { Bucket } = await import("@/lib/storage/bucket");
    return new Bucket(s3);
  });
}
