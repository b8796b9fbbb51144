import "server-only";
import { lookup as resolve, type LookupAddress } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { buildConnector } from "undici";
import { isPublicAddress } from "@/lib/http/address-guard";
import { FetchError } from "@/lib/http/guarded-fetch-error";

/** The refusal of a host that is not on the public internet. */
function addressNotAllowed(host: string): FetchError {
  return new FetchError("address_not_allowed", `${host} is not an address on the public internet, so it is not fetched.`, false);
}

/** Resolves a name like dns.lookup, but gives only public addresses, so that the address checked is the one connected to. */
const lookupPublic: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
    if (error) {
      callback(error, []);
      return;
    }
    const addresses = found.filter(({ address }) => isPublicAddress(address));
    const [first] = addresses;
    if (first === undefined) callback(addressNotAllowed(hostname), []);
    else if (options.all === true) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};

export interface GuardedConnector {
  readonly connect: buildConnector.connector;
  /** Whether a connection was established, after which bytes may have been sent. */
  readonly isConnected: () => boolean;
}

/**
 * A connector for one request. It connects once: a second connection would mean that the request is about to be sent
 * again. Unless the origin is exempt, literal and resolved addresses must be public.
 */
export function guardedConnector(options: { readonly exempt: boolean; readonly timeoutMs: number }): GuardedConnector {
  const { exempt, timeoutMs } = options;
  const connectTo = buildConnector({ timeout: timeoutMs, maxCachedSessions: 0, ...(exempt ? {} : { lookup: lookupPublic }) });
  let connected = false;
  return {
    isConnected: () => connected,
    connect: (target, callback) => {
      if (connected) {
        callback(new FetchError("connection_failed", `The connection to ${target.hostname} broke off. Try again later.`, true), null);
        return;
      }
      if (!exempt && isIP(target.hostname) !== 0 && !isPublicAddress(target.hostname)) {
        callback(addressNotAllowed(target.hostname), null);
        return;
      }
      connectTo(target, (...outcome) => {
        connected = outcome[0] === null;
        callback(...outcome);
      });
    },
  };
}
