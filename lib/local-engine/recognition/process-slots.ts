import { availableParallelism } from "node:os";
import { processWide } from "@/lib/lifetime";

/** How many heavy programs run at once: all processors but one, which is the server's. */
export const SLOT_COUNT = Math.max(1, availableParallelism() - 1);

interface Slots {
  free: number;
  readonly waiting: (() => void)[];
}

/** Does `work` when one of the slots of this process is free; who came first goes first. */
export async function withProcessSlot<T>(work: () => Promise<T>): Promise<T> {
  const slots = processWide("process slots", (): Slots => ({ free: SLOT_COUNT, waiting: [] }));
  if (slots.free > 0) slots.free -= 1;
  else await new Promise<void>((resolve) => slots.waiting.push(resolve));
  try {
    return await work();
  } finally {
    const next = slots.waiting.shift();
    if (next === undefined) slots.free += 1;
    else next();
  }
}
