import type { ChildProcess } from "node:child_process";
import { setPriority } from "node:os";

/** As `nice` gives by default. */
const NICENESS = 10;

/** Lets a program of ours take only the processor time that the server does not want. */
export function yieldPriority({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    setPriority(pid, NICENESS);
  } catch {
    // It has ended already.
  }
}
