import pg from "pg";
import type { WorkTable } from "@/lib/database/tables";
import type { RecordingFileRow, RecordingRow } from "@/lib/recordings/store";
import type { FileRow, TaskRow } from "@/lib/tasks/store";
import { UNFINISHED } from "../crash/data-directory";

/** The instances' database, read beside them. */
export class SharedDatabase {
  readonly #pool: pg.Pool;

  constructor(url: string) {
    const types = new pg.TypeOverrides();
    types.setTypeParser(pg.types.builtins.INT8, Number);
    this.#pool = new pg.Pool({ connectionString: url, max: 3, types });
    // A connection that breaks tells whoever uses it.
    this.#pool.on("error", () => undefined);
  }

  /** How many tasks have not ended. */
  async unfinished(): Promise<number> {
    return (await this.#rows(`select id from task where state in ${UNFINISHED}`)).length;
  }

  tasks(): Promise<TaskRow[]> {
    return this.#rows("select * from task where purpose = 'take' order by created_at");
  }

  files(): Promise<FileRow[]> {
    return this.#rows("select * from file");
  }

  recordings(): Promise<RecordingRow[]> {
    return this.#rows("select * from recording");
  }

  recordingFiles(): Promise<RecordingFileRow[]> {
    return this.#rows("select * from recording_file");
  }

  work(): Promise<WorkTable[]> {
    return this.#rows("select * from work order by kind, subject_id");
  }

  /** The recordings whose uploads the bucket still has in parts. */
  async uploads(): Promise<string[]> {
    return (await this.#rows<{ recording_id: string }>("select recording_id from bucket_upload")).map(({ recording_id: id }) => id);
  }

  /** The lives of processes that the database knows. */
  async boots(): Promise<string[]> {
    return (await this.#rows<{ boot: string }>("select boot from instance")).map(({ boot }) => boot);
  }

  /** The leases that a life of a process holds, but for sending: that waits in line for the vendor's rate, whoever does it. */
  async leasesOf(boot: string): Promise<string[]> {
    const rows = await this.#rows<{ lease_holder: string }>("select lease_holder from work where lease_holder like $1 and kind <> 'submit'", [`${boot}/%`]);
    return rows.map(({ lease_holder: lease }) => lease);
  }

  end(): Promise<void> {
    return this.#pool.end();
  }

  async #rows<Row>(query: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return (await this.#pool.query(query, [...parameters])).rows as Row[];
  }
}
