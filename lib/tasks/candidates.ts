import { parseJson } from "@/lib/kie/envelope";

/** More than callbacks to one address can name by mistake; each is a request to the vendor. */
const MAX_CANDIDATES = 20;

/** The vendor ids in a look's payload. A text that is no list is one id, as earlier versions wrote it. */
export function splitCandidates(payload: string | null): string[] {
  if (payload === null) return [];
  const list = parseJson(payload);
  return Array.isArray(list) ? list.filter((id) => typeof id === "string") : [payload];
}

/** The payload with more ids: each once, the first named first, so that a later callback does not push out an earlier one's. */
export function joinCandidates(payload: string | null, vendorTaskIds: readonly string[]): string {
  return JSON.stringify([...new Set([...splitCandidates(payload), ...vendorTaskIds])].slice(0, MAX_CANDIDATES));
}
