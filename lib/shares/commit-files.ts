import "server-only";
import type { Queryable } from "@/lib/database/database";
import { transactInTurn } from "@/lib/database/transact";
import { requireOwnerRoom } from "@/lib/limits/costs";
import { removeFiles } from "@/lib/shares/passage-files";
import type { ShareFileRow } from "@/lib/shares/store";
import { readDisk, requireRoom } from "@/lib/storage/room";

/**
 * Commits the rows of an owner's files that were made by `commit`, which says whether it did; when it did not, or threw, or there is no room
 * for them (507), the files go too.
 */
export async function commitFiles(ownerId: string, made: readonly ShareFileRow[], commit: (transaction: Queryable) => Promise<boolean>): Promise<boolean> {
  let committed = false;
  try {
    const disk = await readDisk();
    committed = await transactInTurn("holdings", async (transaction) => {
      const done = await commit(transaction);
      if (made.length > 0) {
        await requireRoom(transaction, disk);
        await requireOwnerRoom(transaction, ownerId);
      }
      return done;
    });
    return committed;
  } finally {
    if (!committed) await removeFiles(made);
  }
}
