import "server-only";
import { isIPv6 } from "node:net";
import { sign } from "@/lib/sessions/instance-secret";

/** How a client's address is named where it is counted: a keyed hash, of an IPv6 address that of its network, of which one household has all addresses. */
export function addressKey(address: string): string {
  return sign("client address", isIPv6(address) ? networkOf(address) : address).slice(0, 22);
}

/** The first 64 bits of an IPv6 address, written in full. */
function networkOf(address: string): string {
  const [head = "", tail = ""] = (address.split("%")[0] ?? "").split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === "" ? [] : tail.split(":");
  const groups = [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill("0"), ...right];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":");
}
