import "server-only";
import { env } from "@/lib/env";
import { processWide } from "@/lib/lifetime";
import type { ArrivalStore } from "@/lib/storage/arrival-store";
import { BucketArrivals } from "@/lib/storage/bucket-arrivals";
import { FolderArrivals } from "@/lib/storage/folder-arrivals";
import { bucket } from "@/lib/storage/storage";

/** Where recordings arrive: in the bucket when one is set, else in a folder of the data directory. */
export function arrivals(): ArrivalStore {
  return processWide("arrivals", () => (env().s3 === undefined ? new FolderArrivals() : new BucketArrivals(bucket)));
}
