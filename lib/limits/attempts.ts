import "server-only";
import { databaseNow } from "@/lib/database/clock";
import { database } from "@/lib/database/database";
import { transact } from "@/lib/database/transact";
import { TooMuchError } from "@/lib/http/app-error";
import { clientAddress } from "@/lib/http/request-facts";
import { addressKey } from "@/lib/limits/address-key";
import { addPoints, type Rate, takeBack } from "@/lib/limits/rate-counters";
import { waitInWords } from "@/lib/limits/wait-in-words";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * Has somebody who asks to be let in tried once: says whether `isRight`. `what` names the secret, for example `sign-in` or `share {id}`:
 * wrong attempts are counted for it by the client's address and over all. Throws `TooMuchError` (429), which says when to try again,
 * without looking at the secret when there were too many: a right one is refused then too. What tries side by side counts for each other.
 */
export async function attempt(what: string, isRight: () => boolean | Promise<boolean>): Promise<boolean> {
  const rates = ratesOf(what, addressKey(clientAddress() ?? "unknown"));
  const now = databaseNow();
  // What is refused is undone as a whole: who is slowed by their own address uses up nothing of what all have together.
  await transact(async (transaction) => {
    for (const rate of rates) {
      const { points, waitMs } = await addPoints(transaction, rate, 1, now);
      if (points > rate.points) throw tooMany(waitMs);
    }
  });
  if (!(await isRight())) return false;
  await takeBack(database(), rates.map(({ id }) => id));
  return true;
}

/** The refusal that an attempt would meet now, for a page that asks for the secret; undefined when it would be looked at. */
export async function slowedNow(what: string): Promise<TooMuchError | undefined> {
  const now = databaseNow();
  const rates = ratesOf(what, addressKey(clientAddress() ?? "unknown"));
  const counts = await database()
    .selectFrom("rate_counter")
    .select(["id", "points", "ends_at"])
    .where("id", "in", rates.map(({ id }) => id))
    .where("ends_at", ">", now)
    .execute();
  const full = counts.filter((count) => count.points >= (rates.find(({ id }) => id === count.id)?.points ?? 0));
  return full.length === 0 ? undefined : tooMany(Math.max(...full.map((count) => count.ends_at)) - now);
}

/** Slow enough that guessing leads nowhere; quick enough for somebody who mistypes. */
function ratesOf(what: string, address: string): Rate[] {
  return [
    { id: `attempt minute ${what} ${address}`, points: 5, windowMs: MINUTE_MS },
    { id: `attempt hour ${what} ${address}`, points: 30, windowMs: HOUR_MS },
    { id: `attempt hour ${what}`, points: 300, windowMs: HOUR_MS },
  ];
}

function tooMany(waitMs: number): TooMuchError {
  return new TooMuchError({ code: "too_many_attempts", message: `There were too many wrong attempts. Try again in ${waitInWords(waitMs)}.` }, waitMs);
}
