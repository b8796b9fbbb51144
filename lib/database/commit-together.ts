import "server-only";
import type { Transaction } from "kysely";
import type { Tables } from "@/lib/database/tables";
import { transact } from "@/lib/database/transact";
import { storageProblem } from "@/lib/http/storage-problem";
import { processWide } from "@/lib/lifetime";

/** A write that waits for its commit. */
interface Member {
  /** Does it in a transaction, and gives what is to be called once that has committed. */
  readonly write: (transaction: Transaction<Tables>) => Promise<() => void>;
  readonly fail: (error: unknown) => void;
}

const waiting = () => processWide("writes to be committed together", () => new Array<Member>());

/**
 * Commits a write together with all others that are asked for in the same turn of the event loop, in their order: a commit waits
 * for the disk, and so they wait for it once. Resolves with what `write` gave when it is durable; rejects with its own error alone.
 * `write` may be done twice, of which one is undone: it must do nothing but write, and not wait for anything else.
 */
export function commitTogether<Result>(write: (transaction: Transaction<Tables>) => Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const members = waiting();
    members.push({
      write: async (transaction) => {
        const result = await write(transaction);
        return () => resolve(result);
      },
      fail: reject,
    });
    if (members.length === 1) setImmediate(() => void commit(members.splice(0)));
  });
}

async function commit(members: readonly Member[]): Promise<void> {
  try {
    const settle = await transact(async (transaction) => {
      const committed: (() => void)[] = [];
      for (const member of members) committed.push(await member.write(transaction));
      return committed;
    });
    for (const resolve of settle) resolve();
  } catch (error) {
    // Whoever spoilt it for the others shows when each is by itself; what is wrong with the disk is wrong for all.
    if (members.length > 1 && storageProblem(error) === undefined) await Promise.all(members.map((member) => commit([member])));
    else for (const { fail } of members) fail(error);
  }
}
