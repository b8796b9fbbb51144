import "server-only";
import { EventEmitter } from "node:events";
import { processWide } from "@/lib/lifetime";

/** What instances tell each other: a task or a recording changed, there is work, somebody waits for an upload. */
export type Topic = "change" | "work" | "upload";

/** What was told, as JSON can hold it. */
export type Told = Readonly<Record<string, string>>;

/** Carries what this instance tells to the others. */
export type Carrier = (topic: Topic, told: Told) => void;

interface Broadcast {
  readonly heard: EventEmitter;
  carry: Carrier | undefined;
}

const broadcast = () => processWide<Broadcast>("broadcast", () => ({ heard: new EventEmitter().setMaxListeners(0), carry: undefined }));

/** Tells the other instances, if there are any; to be called after the commit that it is about. What gets lost is made up for: see `onGap`. */
export function tellOthers(topic: Topic, told: Told): void {
  broadcast().carry?.(topic, told);
}

/** Listens to what other instances tell, until the returned function is called. */
export function onTold(topic: Topic, listen: (told: Told) => void): () => void {
  broadcast().heard.on(topic, listen);
  return () => void broadcast().heard.off(topic, listen);
}

/** Listens for the news that something may have been told and not heard, or not been told: whoever shows or does something looks for itself, once. */
export function onGap(listen: () => void): () => void {
  broadcast().heard.on("gap", listen);
  return () => void broadcast().heard.off("gap", listen);
}

/** Makes known here what another instance told; without `told`, that something may be missing. */
export function hear(topic: Topic | "gap", told?: Told): void {
  broadcast().heard.emit(topic, told);
}

/** Sets what carries to the other instances from now on. */
export function setCarrier(carry: Carrier | undefined): void {
  broadcast().carry = carry;
}
