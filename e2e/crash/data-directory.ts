import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import Database from "better-sqlite3";
import type { FileRow, TaskRow } from "@/lib/tasks/store";
import type { WorkTable } from "@/lib/database/tables";
import type { RecordingFileRow, RecordingRow } from "@/lib/recordings/store";

/** States in which something is still to happen by itself, as SQL. */
export const UNFINISHED = "('pending', 'submitting', 'waiting', 'queuing', 'generating', 'keeping')";

/** What an app keeps, wherever that is. */
export interface Kept {
  tasks(): TaskRow[];
  files(): FileRow[];
  recordings(): RecordingRow[];
  recordingFiles(): RecordingFileRow[];
  work(): WorkTable[];
  /** Work on one task or recording; what is done from time to time is of nothing in particular. */
  workOnThings(): WorkTable[];
  /** The files under a folder ("files", "scratch", "uploads"), by their paths in it. */
  filesIn(folder: string): string[];
  stored(storageKey: string): Buffer;
}

/** The kinds of work on one task or recording. */
export const KINDS_ON_THINGS: readonly string[] = ["submit", "look", "keep", "hand-over", "fetch-recording", "prepare-recording", "recording-settled"];

/** What is in a data directory, read without the app and without changing anything. */
export class DataDirectory implements Kept {
  constructor(private readonly directory: string) {}

  tasks(): TaskRow[] {
    return this.#rows<TaskRow>("select * from task where purpose = 'take' order by created_at");
  }

  /** How many tasks have not ended. */
  unfinished(): number {
    return this.#rows(`select id from task where state in ${UNFINISHED}`).length;
  }

  files(): FileRow[] {
    return this.#rows<FileRow>("select * from file");
  }

  recordings(): RecordingRow[] {
    return this.#rows<RecordingRow>("select * from recording");
  }

  recordingFiles(): RecordingFileRow[] {
    return this.#rows<RecordingFileRow>("select * from recording_file");
  }

  work(): WorkTable[] {
    return this.#rows<WorkTable>("select * from work order by kind, subject_id");
  }

  workOnThings(): WorkTable[] {
    return this.work().filter(({ kind }) => KINDS_ON_THINGS.includes(kind));
  }

  filesIn(folder: string): string[] {
    const root = path.join(this.directory, folder);
    return readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
      .sort();
  }

  stored(storageKey: string): Buffer {
    return readFileSync(path.join(this.directory, "files", storageKey));
  }

  /** Leaves what a death leaves between making the file of an announced upload and the row of its recording: a moment too short to be hit every time. */
  leaveNobodysUpload(): void {
    writeFileSync(path.join(this.directory, "uploads/nobody"), "");
  }

  #rows<Row>(query: string): Row[] {
    const database = new Database(path.join(this.directory, "soundcheck.sqlite"), { readonly: true, fileMustExist: true, timeout: 10_000 });
    try {
      return database.prepare<[], Row>(query).all();
    } finally {
      database.close();
    }
  }
}

export function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}
