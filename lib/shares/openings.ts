import "server-only";
import { databaseNow } from "@/lib/database/clock";
import { database } from "@/lib/database/database";
import { currentRequest } from "@/lib/http/request-log";
import { log } from "@/lib/log";
import { readOwner } from "@/lib/sessions/owner";
import { accessShare } from "@/lib/shares/access";
import { isOpening } from "@/lib/shares/opening";
import { countOpening } from "@/lib/shares/store";

/**
 * Counts that a share's page is opened, when it is: by somebody else than its owner, and for reading. To be called once by each of
 * its pages when they show it. A disk that cannot be written keeps nobody from reading.
 */
export async function countView(slug: string): Promise<void> {
  const request = currentRequest();
  const access = await accessShare(slug);
  if (access.state !== "open" || request === undefined || !isOpening(request)) return;
  if ((await readOwner())?.id === access.share.owner_id) return;
  try {
    await countOpening(database(), access.share.id, databaseNow());
  } catch (error) {
    log.error({ err: error }, "opening not counted");
  }
}
