import { DATABASE_LOST } from "@/lib/http/storage-problem";

/** By this code an error is known whose message says all there is to say about a database that is newer than the build. */
export const DATABASE_NEWER = "DATABASE_NEWER";

/** What the ways to miss a PostgreSQL database mean for who set DATABASE_URL: by the code of the network or of PostgreSQL. */
const MEANINGS: readonly (readonly [codes: RegExp, (at: Place) => string])[] = [
  [/^(ENOTFOUND|EAI_AGAIN)$/, ({ host }) => `the host ${host} is not known. Check its name, and that this machine can look names up.`],
  [/^(ECONNREFUSED|ENOENT)$/, ({ address }) => `nothing answers at ${address}. Check host and port, and that PostgreSQL runs there and listens to this machine.`],
  [/^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/, ({ address }) => `${address} cannot be reached. Check host and port, and the network and firewalls between.`],
  [/^28P01$/, ({ user }) => `the password for the user ${user} is wrong.`],
  [/^28/, ({ user, address, reason }) => `${address} does not let the user ${user} in (${reason}).`],
  [/^3D000$/, ({ name, address, user }) => `there is no database ${name} at ${address}. Make it with: createdb --owner=${user} ${name}`],
  [/^42501$/, ({ name, user }) => `the user ${user} may not make tables in the database ${name}. Make it the owner: alter database ${name} owner to ${user}`],
  [/^53300$/, ({ address }) => `${address} has as many connections as it takes. An instance needs up to 12: raise max_connections there.`],
  [/^57P03$/, ({ address }) => `PostgreSQL at ${address} is just starting or stopping. Start again in a moment.`],
];

interface Place {
  readonly host: string;
  readonly address: string;
  readonly user: string;
  readonly name: string;
  readonly reason: string;
}

/**
 * Why the app cannot start, when that is its database: a sentence that names the setting and says what to do; undefined when `error` is
 * something else. Nothing in it is secret.
 */
export function databaseStartProblem(error: unknown, databaseUrl: string | undefined): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = codeOf(error);
  if (code === DATABASE_NEWER) return error.message;
  if (databaseUrl === undefined || (code !== DATABASE_LOST && !("severity" in error))) return undefined;
  const cause = code === DATABASE_LOST && error.cause instanceof Error ? error.cause : error;
  const place = placeOf(databaseUrl, cause.message);
  const meaning = MEANINGS.find(([codes]) => codes.test(codeOf(cause)))?.[1];
  if (meaning !== undefined) return `DATABASE_URL: ${meaning(place)}`;
  if (/timeout/i.test(cause.message)) return `DATABASE_URL: ${place.address} does not answer. Check host and port, and the network and firewalls between.`;
  return `DATABASE_URL: the database at ${place.address} cannot be used (${cause.message}).`;
}

function placeOf(databaseUrl: string, reason: string): Place {
  const { hostname, port, username, pathname, searchParams } = new URL(databaseUrl);
  const host = hostname === "" ? (searchParams.get("host") ?? "localhost") : hostname;
  return { host, address: `${host}:${port === "" ? "5432" : port}`, user: decodeURIComponent(username), name: decodeURIComponent(pathname.slice(1)), reason };
}

function codeOf(error: Error): string {
  return "code" in error && typeof error.code === "string" ? error.code : "";
}
