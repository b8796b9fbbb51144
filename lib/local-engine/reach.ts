import "server-only";
import { isShared } from "@/lib/database/database";
import { env } from "@/lib/env";

const LOOPBACK = new Set(["127.0.0.1", "[::1]", "localhost"]);
/** What every instance answers alike. */
const OWN_PATHS = /^\/(api\/(callbacks|handover)|local-engine\/files)\//;

/**
 * An address that an instance gave out under its own loopback address, as this one reaches it: at itself. On a shared database a job may be
 * done, and its result kept, by another instance than the one that took it. Every other address is given back as it is.
 */
export function reachedFromHere(address: string): string {
  if (!isShared() || !URL.canParse(address)) return address;
  const { hostname, pathname, search } = new URL(address);
  return LOOPBACK.has(hostname) && OWN_PATHS.test(pathname) ? `${env().loopbackUrl}${pathname}${search}` : address;
}
