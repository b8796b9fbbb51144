import { isIP } from "node:net";

/**
 * Where a request comes from: its socket's address, or with `trustedProxies` in front what they say. The nearest one appends to
 * X-Forwarded-For the address that it sees, so the entry that many places from the right is the client's, and what stands left of it is the
 * client's own word. A shorter list is the word of a proxy all the same: its leftmost entry counts. What is no address is not believed.
 */
export function readClientAddress(socketAddress: string | undefined, forwardedFor: string | undefined, trustedProxies: number): string {
  const socket = plainAddress(socketAddress ?? "") ?? "unknown";
  if (trustedProxies === 0 || forwardedFor === undefined) return socket;
  const entries = forwardedFor.split(",");
  return plainAddress(entries[Math.max(0, entries.length - trustedProxies)] ?? "") ?? socket;
}

/** An IP address without brackets and port, and IPv4 in its own form; undefined for anything else. */
function plainAddress(text: string): string | undefined {
  const trimmed = text.trim();
  const [, bracketed, dotted] = /^\[([^\]]+)\](?::\d+)?$|^(\d+\.\d+\.\d+\.\d+)(?::\d+)?$/.exec(trimmed) ?? [];
  const address = (bracketed ?? dotted ?? trimmed).replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, "");
  return isIP(address) === 0 ? undefined : address.toLowerCase();
}
