import { EventEmitter } from "node:events";
import { processWide } from "@/lib/lifetime";

/** Something changed; what it is now, the listener reads again. */
export interface TaskEvent {
  readonly ownerId: string;
  readonly taskId: string;
}

const emitter = () => processWide("events", () => new EventEmitter().setMaxListeners(0));

/** Tells every listener in this process that a task changed. */
export function publishTaskEvent(event: TaskEvent): void {
  emitter().emit("task", event);
}

/** Listens until the returned function is called. */
export function onTaskEvent(listen: (event: TaskEvent) => void): () => void {
  emitter().on("task", listen);
  return () => void emitter().off("task", listen);
}
