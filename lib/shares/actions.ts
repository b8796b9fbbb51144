"use server";
import { ownerAction } from "@/lib/http/action";
import type { ActionResult } from "@/lib/http/action-result";
import { changeOwnShare, refreezeOwnShare } from "@/lib/shares/change";
import { freezeNewShare } from "@/lib/shares/freeze";
import { deleteOwnShare, revokeOwnShare } from "@/lib/shares/remove";
import { shareChangeSchema, shareIdSchema, shareOrderSchema } from "@/lib/shares/request-schema";
import type { ShareView } from "@/lib/shares/schema";

/** Shares a finished task of the owner's, or a passage of it, as it is now. The same click again gives the same share. */
export async function createShare(posted: unknown): Promise<ActionResult<{ share: ShareView }>> {
  return ownerAction("createShare", shareOrderSchema, posted, async (order, owner) => ({ share: await freezeNewShare(owner.id, order) }));
}

/** Changes what was chosen for a share; what it shows stays as it was frozen. Changing the password locks out who knew the old one. */
export async function changeShare(posted: unknown): Promise<ActionResult<{ share: ShareView }>> {
  return ownerAction("changeShare", shareChangeSchema, posted, async (change, owner) => ({ share: await changeOwnShare(owner.id, change) }));
}

/** Brings a share to the latest: the names that the speakers have now. */
export async function refreezeShare(posted: unknown): Promise<ActionResult<{ share: ShareView }>> {
  return ownerAction("refreezeShare", shareIdSchema, posted, async ({ shareId }, owner) => ({ share: await refreezeOwnShare(owner.id, shareId) }));
}

/** Ends a share for good, at once: its link answers 410 from now on. */
export async function revokeShare(posted: unknown): Promise<ActionResult<{ share: ShareView }>> {
  return ownerAction("revokeShare", shareIdSchema, posted, async ({ shareId }, owner) => ({ share: await revokeOwnShare(owner.id, shareId) }));
}

/** Deletes a share: its link was never there. */
export async function deleteShare(posted: unknown): Promise<ActionResult<null>> {
  return ownerAction("deleteShare", shareIdSchema, posted, async ({ shareId }, owner) => {
    await deleteOwnShare(owner.id, shareId);
    return null;
  });
}
