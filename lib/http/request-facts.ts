import { AsyncLocalStorage } from "node:async_hooks";
import type { ServerResponse } from "node:http";
import { processWide } from "@/lib/lifetime";

/** What the server found out about a request before anybody else handles it. Nothing that a client sends can set it. */
export interface RequestFacts {
  /** Where it comes from, as an IP address. */
  readonly address: string;
  /** Whether whoever asks was let in; everybody is, where no access code is set. */
  readonly admitted: boolean;
  /** What it is answered with; absent where nothing is sent. */
  readonly response?: ServerResponse;
}

const facts = () => processWide("request facts", () => new AsyncLocalStorage<RequestFacts>());

/** Handles a request knowing this of it. */
export function withRequestFacts(known: RequestFacts, handle: () => void): void {
  facts().run(known, handle);
}

/** Where the request that is being answered comes from; undefined outside of one. */
export function clientAddress(): string | undefined {
  return facts().getStore()?.address;
}

/**
 * What the request that is being answered is answered with, for who sends many small pieces: once Next.js has begun the answer, they
 * can be written past its streams, which take several times as long for each. Undefined outside of a request.
 */
export function currentResponse(): ServerResponse | undefined {
  return facts().getStore()?.response;
}

/** Whether whoever sent the request that is being answered was let in. */
export function isAdmitted(): boolean {
  return facts().getStore()?.admitted ?? false;
}
