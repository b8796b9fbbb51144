import "server-only";
import Database from "better-sqlite3";
import type { RecordingTable } from "@/lib/database/tables";
import { RESTORED } from "@/lib/tasks/failures";

/** A file that a row of the snapshot names. */
export interface NamedFile {
  readonly storageKey: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  /** The row that it belongs to, whose deletion deletes the file. */
  readonly table: OwnerTable;
  readonly ownerId: string;
}

/** What was deleted while the copy was made. */
interface Forgotten {
  readonly storageKeys: ReadonlySet<string>;
  readonly recordingIds: readonly string[];
}

/** A recording whose bytes are still in the folder of uploads. */
export type OpenUpload = Pick<RecordingTable, "id" | "size_bytes">;

const OWNER_TABLES = ["share", "task", "recording", "local_engine_file"] as const;
type OwnerTable = (typeof OWNER_TABLES)[number];
/** Of shares those that were not revoked: revoking one deletes its files too. */
const idsQuery = (table: OwnerTable) => `select id from ${table}${table === "share" ? " where revoked_at is null" : ""}`;
const PAGES_AT_ONCE = 2 ** 31 - 1;

/** A database that somebody else works with, as it is read for a backup. Nothing of it is changed, and nobody is kept waiting. */
export class LiveDatabase {
  readonly #database: Database.Database;

  constructor(file: string) {
    this.#database = new Database(file, { readonly: true, fileMustExist: true, timeout: 10_000 });
  }

  /** Copies it as it is at one moment (SQLite's online backup, in one step: a step that a writer interrupts begins anew). */
  async copyTo(file: string): Promise<void> {
    await this.#database.backup(file, { progress: () => PAGES_AT_ONCE });
  }

  /** The ids of what each table holds now, with its files, at one moment. */
  ids(): Readonly<Record<OwnerTable, ReadonlySet<string>>> {
    const idsOf = (table: OwnerTable) => new Set(this.#database.prepare<[], { id: string }>(idsQuery(table)).all().map(({ id }) => id));
    return this.#database.transaction(() => ({ share: idsOf("share"), task: idsOf("task"), recording: idsOf("recording"), local_engine_file: idsOf("local_engine_file") }))();
  }

  close(): void {
    this.#database.close();
  }
}

/** The copied database, made into one that an app may be started with. */
export class Snapshot {
  readonly #database: Database.Database;

  constructor(file: string) {
    this.#database = new Database(file, { fileMustExist: true });
    this.#database.pragma("foreign_keys = ON");
  }

  /** Every file that a row names. */
  files(): NamedFile[] {
    const select = (table: string, owner: string, ownerTable: OwnerTable) =>
      this.#database
        .prepare<[], Omit<NamedFile, "table">>(`select storage_key as storageKey, size_bytes as sizeBytes, sha256, ${owner} as ownerId from ${table}`)
        .all()
        .map((file) => ({ ...file, table: ownerTable }));
    return [
      ...select("file", "task_id", "task"),
      ...select("recording_file", "recording_id", "recording"),
      ...select("share_file", "share_id", "share"),
      ...select("local_engine_file", "id", "local_engine_file"),
    ];
  }

  /** Recordings that are not in the storage yet; one that is fetched from a URL is fetched anew. */
  openUploads(): OpenUpload[] {
    return this.#database.prepare<[], OpenUpload>("select id, size_bytes from recording where state = 'preparing' or (state = 'arriving' and origin <> 'url')").all();
  }

  /**
   * Makes tasks that were about to be sent `unconfirmed`: the app that the copy is of has sent them meanwhile, and one that is
   * started with the copy must not send them again by itself. Gives how many there are.
   */
  holdBackUnsent(now: number): number {
    const hold = this.#database.transaction(() => {
      const unsent = "select id from task where state in ('pending', 'submitting')";
      this.#database.prepare(`delete from work where kind = 'submit' and subject_id in (${unsent})`).run();
      const { changes } = this.#database
        .prepare("update task set state = 'unconfirmed', state_since = ?, version = version + 1, failure_json = ? where state in ('pending', 'submitting')")
        .run(now, JSON.stringify(RESTORED));
      this.#database.prepare("update work set lease_holder = null, lease_until = null").run();
      return changes;
    });
    return hold();
  }

  /** Deletes what was deleted from the live database since the copy was made, and whose files may be missing. Says what those are. */
  forget(live: LiveDatabase): Forgotten {
    const storageKeys = new Set<string>();
    const recordingIds: string[] = [];
    const files = this.files();
    const alive = live.ids();
    const forgetAll = this.#database.transaction(() => {
      // In this order: a share names its task, and a task its recording.
      for (const table of OWNER_TABLES) {
        const gone = this.#database.prepare<[], { id: string }>(idsQuery(table)).all().filter(({ id }) => !alive[table].has(id));
        const remove = this.#database.prepare(`delete from ${table} where id = ?`);
        for (const { id } of gone) {
          remove.run(id);
          this.#database.prepare("delete from work where subject_id = ?").run(id);
          if (table === "recording") recordingIds.push(id);
          for (const file of files) if (file.table === table && file.ownerId === id) storageKeys.add(file.storageKey);
        }
      }
    });
    forgetAll();
    return { storageKeys, recordingIds };
  }

  count(table: "task" | "recording"): number {
    return this.#database.prepare<[], { count: number }>(`select count(*) as count from ${table}`).get()?.count ?? 0;
  }

  /** Checks that it is whole, and leaves one file without a log beside it. Throws when it is not whole. */
  finish(): void {
    const [result] = this.#database.pragma("quick_check(1)") as { quick_check: string }[];
    if (result?.quick_check !== "ok") throw new Error(`The copy of the database is damaged: ${result?.quick_check ?? "no answer"}`);
    this.close();
  }

  close(): void {
    this.#database.close();
  }
}
