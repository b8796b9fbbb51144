import "server-only";
import { requireOpenShare } from "@/lib/shares/access";
import { sharedParts } from "@/lib/shares/shared-files";
import { readText } from "@/lib/storage/keep-file";

/** The shape of what is shared, from 0 to 255; null where its sound is not shared or could not be measured. Throws as `requireOpenShare` does. */
export async function readSharedPeaks(slug: string): Promise<readonly number[] | null> {
  const { peaks } = await sharedParts(await requireOpenShare(slug));
  return peaks === undefined ? null : (JSON.parse(await readText(peaks.storage_key)) as { peaks: number[] }).peaks;
}
