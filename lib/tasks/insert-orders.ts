import "server-only";
import { nanoid } from "nanoid";
import { databaseNow } from "@/lib/database/clock";
import type { Queryable } from "@/lib/database/database";
import { transactInTurn } from "@/lib/database/transact";
import { env } from "@/lib/env";
import { publishChange } from "@/lib/events/bus";
import { AppError } from "@/lib/http/app-error";
import { countTasks, requireOwnerRoom } from "@/lib/limits/costs";
import { type Disk, readDisk, requireRoom } from "@/lib/storage/room";
import { hashInputs, insertTask, type TaskOrder } from "@/lib/tasks/store";
import { SUBMIT_WORK } from "@/lib/tasks/transitions";
import { wakeWork } from "@/lib/work/runner";
import { enqueueWork } from "@/lib/work/store";

/**
 * Makes a pending task for each order of a click, together with the work that sends it, and gives their ids. The same click again
 * gives the same tasks; throws `run_id_reused` when it asks for something else than before, 429 when the owner takes on too much, and 507 when there is no room for results.
 */
export async function insertOrders(ownerId: string, runId: string, orders: readonly TaskOrder[]): Promise<string[]> {
  const disk = await readDisk();
  const taskIds = await transactInTurn("holdings", (transaction) => insertOrdersIn(transaction, { ownerId, runId, orders, inputHash: hashInputs(orders), disk }));
  announceOrders(ownerId, taskIds);
  return taskIds;
}

/** The same inside a transaction that has the turn of `holdings`; `announceOrders` is to be called when it has committed. */
export async function insertOrdersIn(
  db: Queryable,
  { ownerId, runId, orders, inputHash, disk }: { ownerId: string; runId: string; orders: readonly TaskOrder[]; inputHash: string; disk: Disk },
): Promise<string[]> {
  const now = databaseNow();
  const taskIds: string[] = [];
  let inserted = 0;
  for (const [index, order] of orders.entries()) {
    const task = await insertTask(
      db,
      { id: nanoid(), ownerId, purpose: "take", engine: env().engine, runId: `${runId}.${index}`, inputHash, order },
      now + index,
    );
    if (!task.sameInput) {
      throw new AppError(409, {
        code: "run_id_reused",
        message: "This click was already used for something else. Reload the page and try again.",
      });
    }
    if (task.inserted) await enqueueWork(db, { kind: SUBMIT_WORK, subjectId: task.id, runAt: now + index });
    inserted += task.inserted ? 1 : 0;
    taskIds.push(task.id);
  }
  // The same click again takes nothing on.
  if (inserted > 0) {
    await countTasks(db, ownerId, inserted);
    await requireOwnerRoom(db, ownerId);
    await requireRoom(db, disk);
  }
  return taskIds;
}

/** Wakes who sends the tasks, and tells their owner's pages. */
export function announceOrders(ownerId: string, taskIds: readonly string[]): void {
  wakeWork(SUBMIT_WORK);
  for (const taskId of taskIds) publishChange({ ownerId, taskId });
}
