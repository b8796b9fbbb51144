import { AsyncLocalStorage } from "node:async_hooks";
import { processWide } from "@/lib/lifetime";

interface Framing {
  allowed: boolean;
}

const current = () => processWide("framing", () => new AsyncLocalStorage<Framing>());

/**
 * Lets the page that is being answered be shown in frames of other sites, where its path allows it. To be called while
 * the page is rendered, before anything of it is sent: by the player of a share, and by what stands in its place.
 */
export function allowFraming(): void {
  const framing = current().getStore();
  if (framing !== undefined) framing.allowed = true;
}

/** Answers a request by `handle`, which is told how to find out whether its page may be framed. */
export function withFraming(handle: (isFramable: () => boolean) => void): void {
  const framing: Framing = { allowed: false };
  current().run(framing, handle, () => framing.allowed);
}
