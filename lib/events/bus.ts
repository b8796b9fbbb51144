import { EventEmitter } from "node:events";
import { onTold, tellOthers } from "@/lib/instances/broadcast";
import { processWide } from "@/lib/lifetime";
import type { Change } from "@/lib/tasks/schema";

/** A change of what an owner has. */
export type ChangeEvent = { readonly ownerId: string } & Change;

const emitter = () =>
  processWide("events", () => {
    const made = new EventEmitter().setMaxListeners(0);
    onTold("change", (told) => made.emit("change", told));
    return made;
  });

/** Tells every listener, of this instance and of all others, that something changed. To be called when that is committed. */
export function publishChange(event: ChangeEvent): void {
  emitter().emit("change", event);
  tellOthers("change", event);
}

/** Listens until the returned function is called. */
export function onChange(listen: (event: ChangeEvent) => void): () => void {
  emitter().on("change", listen);
  return () => void emitter().off("change", listen);
}
