import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import type { Lock, Locker, RequestRelease } from "@tus/server";
import { type ExpressionBuilder, sql } from "kysely";
import { nanoid } from "nanoid";
import { database } from "@/lib/database/database";
import type { Tables } from "@/lib/database/tables";
import { storageProblem } from "@/lib/http/storage-problem";
import { onTold, tellOthers } from "@/lib/instances/broadcast";
import { currentBoot } from "@/lib/instances/membership";
import { livingBoots } from "@/lib/instances/store";
import { log } from "@/lib/log";
import { uploadBusy } from "@/lib/storage/bucket-upload-store";

/** How long a request waits for another one to let go of its upload. */
const WAIT_LIMIT_MS = 30_000;
const LOOK_AGAIN_MS = 100;

interface Held {
  readonly holder: string;
  readonly requestRelease: RequestRelease;
  /** What must have ended before it is let go. */
  work: Promise<unknown>;
}

/**
 * Who writes to an upload: one request at a time, of whatever instance. The lock is a row, which counts as long as the process lives
 * that holds it; within this process the one that is here counts, so that a row that could not be deleted holds up nobody.
 */
export class UploadLocks implements Locker {
  readonly #held = new Map<string, Held>();

  /** Lets go of an upload that a request of another instance waits for, until the returned function is called. */
  listen(): () => void {
    return onTold("upload", ({ recordingId = "" }) => void this.#held.get(recordingId)?.requestRelease());
  }

  newLock(id: string): Lock {
    return {
      lock: (signal, requestRelease) => this.#lock(id, signal, requestRelease),
      unlock: () => this.#unlock(id),
    };
  }

  /**
   * Does work under the lock of a request of this process, which is known by the holder's name, and keeps the lock until the work has
   * ended: a request whose connection breaks lets go before what had come of it is stored. Rejects with `upload_busy` when there is none.
   */
  async during<T>(id: string, work: (holder: string) => Promise<T>): Promise<T> {
    const held = this.#held.get(id);
    if (held === undefined) throw uploadBusy();
    const running = work(held.holder);
    held.work = running.catch(() => undefined);
    return running;
  }

  async #lock(id: string, signal: AbortSignal, requestRelease: RequestRelease): Promise<void> {
    const giveUpAt = performance.now() + WAIT_LIMIT_MS;
    while (!signal.aborted && performance.now() < giveUpAt) {
      const here = this.#held.get(id);
      if (here !== undefined) await here.requestRelease();
      else if (await this.#take(id, requestRelease)) return;
      else tellOthers("upload", { recordingId: id });
      await pause(LOOK_AGAIN_MS);
    }
    throw uploadBusy();
  }

  async #take(id: string, requestRelease: RequestRelease): Promise<boolean> {
    const boot = currentBoot();
    const holder = `${boot}/${nanoid()}`;
    this.#held.set(id, { holder, requestRelease, work: Promise.resolve() });
    let taken = false;
    try {
      const row = await database()
        .insertInto("upload_lock")
        .values({ recording_id: id, holder })
        .onConflict((conflict) => conflict.column("recording_id").doUpdateSet({ holder }).where(isVoid(boot)))
        .returning("holder")
        .executeTakeFirst();
      taken = row?.holder === holder;
    } finally {
      if (!taken) this.#held.delete(id);
    }
    return taken;
  }

  async #unlock(id: string): Promise<void> {
    const held = this.#held.get(id);
    if (held === undefined) return;
    await held.work;
    this.#held.delete(id);
    try {
      await database().deleteFrom("upload_lock").where("recording_id", "=", id).where("holder", "=", held.holder).execute();
    } catch (error) {
      if (storageProblem(error) === undefined) throw error;
      log.warn({ err: error, recordingId: id }, "upload lock not deleted");
    }
  }
}

/** A lock whose process lives no more, or is this one, where it would be known. */
const isVoid = (boot: string) => (eb: ExpressionBuilder<Tables, "upload_lock">) =>
  eb.or([
    eb("upload_lock.holder", "like", `${boot}/%`),
    eb.not(eb.exists(livingBoots().where(sql<boolean>`${sql.ref("upload_lock.holder")} like instance.boot || '/%'`))),
  ]);
