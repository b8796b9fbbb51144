import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import { type Dialect, type PostgresCursor, PostgresDialect, type PostgresPool, type PostgresPoolClient, type PostgresQueryResult } from "kysely";
import type { Client, ClientConfig, PoolClient } from "pg";
import { Turns } from "@/lib/database/turns";
import { DATABASE_LOST } from "@/lib/http/storage-problem";

/** How many connections one instance has for its queries. */
const CONNECTIONS = 10;
/** How long a query waits for a connection, and for its answer: as long as one on SQLite waits for another program, and a little more. */
const CONNECT_LIMIT_MS = 10_000;
const ANSWER_LIMIT_MS = 30_000;
/** The server gives a statement up before its client does, so that the client knows that it was. */
const STATEMENT_LIMIT_MS = 25_000;
/** An instance that stands still in a transaction holds up the others no longer than this. */
const IDLE_LIMIT_MS = 10_000;
const END_LIMIT_MS = 1_000;

/** No answer of the database, but none at all; `cause` says why. */
class DatabaseLostError extends Error {
  readonly code = DATABASE_LOST;
}

/** Kysely's PostgreSQL at an address, with numbers as numbers, and errors by which a lost connection is known. `patient`: for migrations, without limits on time. */
export function postgresDialect(url: string, { patient = false }: { patient?: boolean } = {}): Dialect {
  return new PostgresDialect({ pool: () => connectionPool(url, patient) });
}

async function connectionPool(url: string, patient: boolean): Promise<PostgresPool> {
  const { default: pg } = await import("pg");
  const pool = new pg.Pool({ ...(await clientConfig(url, patient)), max: CONNECTIONS });
  // A connection that breaks tells whoever uses it; without a listener it would end the process.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return {
    connect: async () => {
      try {
        return new Connection(await pool.connect());
      } catch (error) {
        throw lost(error);
      }
    },
    // A query that is not answered keeps nobody from ending.
    end: () => Promise.race([pool.end(), pause(END_LIMIT_MS)]),
  };
}

/** What a client connects with. */
export async function clientConfig(url: string, patient: boolean): Promise<ClientConfig> {
  const { default: pg } = await import("pg");
  // Unix milliseconds and bytes: exact in a number.
  const types = new pg.TypeOverrides();
  for (const type of [pg.types.builtins.INT8, pg.types.builtins.NUMERIC]) types.setTypeParser(type, Number);
  return {
    connectionString: url,
    types,
    application_name: "soundcheck",
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
    keepAlive: true,
    ...(patient ? {} : { query_timeout: ANSWER_LIMIT_MS, statement_timeout: STATEMENT_LIMIT_MS, idle_in_transaction_session_timeout: IDLE_LIMIT_MS }),
  };
}

/** A dialect over one client that is connected, and stays its opener's to end. */
export function oneClientDialect(client: Client): Dialect {
  const connection = new Connection(client);
  return new PostgresDialect({ pool: { connect: () => Promise.resolve(connection), end: () => Promise.resolve() } });
}

/** A client whose queries come one after another, whoever asks. */
class Connection implements PostgresPoolClient {
  readonly #turns = new Turns();
  #broken: Error | undefined;

  constructor(private readonly client: Client | PoolClient) {}

  query<Row>(text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<Row>>;
  query<Row>(cursor: PostgresCursor<Row>): PostgresCursor<Row>;
  query<Row>(text: string | PostgresCursor<Row>, parameters: readonly unknown[] = []): Promise<PostgresQueryResult<Row>> | PostgresCursor<Row> {
    if (typeof text !== "string") throw new Error("Rows are not streamed: the connection would be held while they are read.");
    return this.#answer<Row>(text, parameters.map(storable));
  }

  release(): void {
    // What was not answered may still be under way on it.
    if ("release" in this.client) this.client.release(this.#broken);
  }

  async #answer<Row>(text: string, parameters: unknown[]): Promise<PostgresQueryResult<Row>> {
    await this.#turns.take();
    try {
      return (await this.client.query(text, parameters)) as unknown as PostgresQueryResult<Row>;
    } catch (error) {
      if (error instanceof Error && "severity" in error) throw error;
      this.#broken = lost(error);
      throw this.#broken;
    } finally {
      this.#turns.end();
    }
  }
}

/** PostgreSQL's text has every character but U+0000, which stands for nothing in what people write. */
function storable(value: unknown): unknown {
  return typeof value === "string" ? value.replaceAll("\0", "\uFFFD") : value;
}

function lost(error: unknown): DatabaseLostError {
  return new DatabaseLostError(`The database was lost (${error instanceof Error ? error.message : String(error)})`, { cause: error });
}
