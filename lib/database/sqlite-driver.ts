import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import type { Database } from "better-sqlite3";
import { type CompiledQuery, type DatabaseConnection, type Dialect, type Driver, type Kysely, type QueryResult, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from "kysely";
import { Turns } from "@/lib/database/turns";
import { isBusy } from "@/lib/http/storage-problem";

const FIRST_PAUSE_MS = 5;
const LONGEST_PAUSE_MS = 100;

/**
 * Kysely's SQLite over one connection of better-sqlite3, which is synchronous: when another program holds the database, waiting
 * inside SQLite would stop the whole process. So SQLite does not wait (`busy_timeout = 0`), and this does, up to `waitMs`, while
 * everything else goes on. Transactions take the write lock when they begin: past that, nothing in them has to wait.
 * Errors are SQLite's own, known by their codes: `storageProblem` says what they mean where they are answered. (An `AppError` of
 * this module would be a stranger to the other bundles of Next.js, which share the process's one database.)
 */
export function sqliteDialect(sqlite: Database, { waitMs }: { waitMs: number }): Dialect {
  return {
    createDriver: () => new SqliteDriver(sqlite, waitMs),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: (db: Kysely<unknown>) => new SqliteIntrospector(db),
  };
}

class SqliteDriver implements Driver {
  /** Who may use the one connection: a transaction from its begin to its end, everything else for one statement. */
  readonly #turns = new Turns();

  constructor(
    private readonly sqlite: Database,
    private readonly waitMs: number,
  ) {}

  /** The database is open. */
  init(): Promise<void> {
    return Promise.resolve();
  }

  acquireConnection(): Promise<SqliteConnection> {
    return Promise.resolve(new SqliteConnection(this.sqlite, this.#turns, this.waitMs));
  }

  beginTransaction(connection: SqliteConnection): Promise<void> {
    return connection.begin();
  }

  commitTransaction(connection: SqliteConnection): Promise<void> {
    return settled(() => connection.commit());
  }

  rollbackTransaction(connection: SqliteConnection): Promise<void> {
    return settled(() => connection.rollBack());
  }

  releaseConnection(connection: SqliteConnection): Promise<void> {
    return settled(() => connection.rollBack());
  }

  destroy(): Promise<void> {
    return settled(() => this.sqlite.close());
  }
}

class SqliteConnection implements DatabaseConnection {
  #inTransaction = false;

  constructor(
    private readonly sqlite: Database,
    private readonly turns: Turns,
    private readonly waitMs: number,
  ) {}

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const run = () => this.#run<Row>(query);
    if (!this.#inTransaction) return this.#patiently(run);
    // What comes after an error that ended it would be committed by itself.
    if (!this.sqlite.inTransaction) throw new Error("SQLite has undone this transaction after an error in it.");
    return run();
  }

  streamQuery(): never {
    throw new Error("Rows are not streamed: the connection would be held while they are read.");
  }

  async begin(): Promise<void> {
    await this.#patiently(() => {
      this.sqlite.exec("begin immediate");
      this.#inTransaction = true;
    });
  }

  commit(): void {
    this.sqlite.exec("commit");
    this.#inTransaction = false;
    this.turns.end();
  }

  /** Undoes the transaction, if there is one that has not ended. SQLite itself undoes one that finds the disk full. */
  rollBack(): void {
    if (!this.#inTransaction) return;
    try {
      if (this.sqlite.inTransaction) this.sqlite.exec("rollback");
    } finally {
      this.#inTransaction = false;
      this.turns.end();
    }
  }

  /** Does `work` in a turn of its own, and again while another program holds the database. A begun transaction keeps the turn. */
  async #patiently<Result>(work: () => Result): Promise<Result> {
    const deadline = performance.now() + this.waitMs;
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      await this.turns.take();
      try {
        return work();
      } catch (error) {
        if (!isBusy(error) || performance.now() >= deadline) throw error;
      } finally {
        if (!this.#inTransaction) this.turns.end();
      }
      // Others may have their turn meanwhile: who only reads does not have to wait.
      await pause(pauseMs);
    }
  }

  #run<Row>({ sql, parameters }: CompiledQuery): QueryResult<Row> {
    const statement = this.sqlite.prepare<unknown[], Row>(sql);
    if (statement.reader) return { rows: statement.all(parameters) };
    const { changes, lastInsertRowid } = statement.run(parameters);
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
  }
}

function settled(work: () => unknown): Promise<void> {
  return new Promise((resolve) => {
    work();
    resolve();
  });
}
