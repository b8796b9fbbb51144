import { EventEmitter } from "node:events";
import { processWide } from "@/lib/lifetime";

/** A task or a recording of an owner changed; what it is now, the listener reads again. */
export type ChangeEvent = { readonly ownerId: string } & ({ readonly taskId: string } | { readonly recordingId: string });

const emitter = () => processWide("events", () => new EventEmitter().setMaxListeners(0));

/** Tells every listener in this process that something changed. */
export function publishChange(event: ChangeEvent): void {
  emitter().emit("change", event);
}

/** Listens until the returned function is called. */
export function onChange(listen: (event: ChangeEvent) => void): () => void {
  emitter().on("change", listen);
  return () => void emitter().off("change", listen);
}
