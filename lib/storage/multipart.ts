const PREFERRED_PART_BYTES = 8 * 1024 * 1024;
/** S3 takes 10,000 parts; some are left for those that were begun and never finished. */
const PARTS = 9_000;

/** How long each part but the last is of an object of this size: 8 MiB, or more where the parts would be too many. */
export function partBytesFor(sizeBytes: number): number {
  return Math.max(PREFERRED_PART_BYTES, Math.ceil(sizeBytes / PARTS));
}
