import "server-only";
import { randomUUID } from "node:crypto";
import { database, type Queryable } from "@/lib/database/database";
import { deleteDead, deleteInstance, insertInstance } from "@/lib/instances/store";
import { processWide } from "@/lib/lifetime";

interface Membership {
  boot: string;
  over: AbortController;
}

const membership = () => processWide<Membership>("instance", () => ({ boot: randomUUID(), over: new AbortController() }));

/** The name under which this process holds leases. It changes when the process was taken for dead: what it held before is no longer its. */
export function currentBoot(): string {
  return membership().boot;
}

/** Fires when this process must take itself for dead, before others do: what it does under `currentBoot` has to stop. */
export function membershipOver(): AbortSignal {
  return membership().over.signal;
}

/** Makes this process known as one that lives, which what it claims relies on. */
export async function enterInstances(): Promise<void> {
  await deleteDead(database());
  await insertInstance(database(), currentBoot());
}

/** Stops what runs under `currentBoot`. */
export function endMembership(): void {
  membership().over.abort(new Error("This instance has not reached the database for so long that others take over its work"));
}

/** Takes part again, as if the process had begun anew: what it held before is free. */
export async function beginAnew(db: Queryable): Promise<void> {
  const boot = randomUUID();
  await insertInstance(db, boot);
  await deleteInstance(db, currentBoot());
  Object.assign(membership(), { boot, over: new AbortController() });
}
