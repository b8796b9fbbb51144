import path from "node:path";
import { backUp, BackupError } from "@/lib/backup/backup";
import { env, EnvError } from "@/lib/env";
import { storageProblem } from "@/lib/http/storage-problem";
import { DEFAULT_LOCALE, formatsFor } from "@/lib/locale/formats";

/** A whole backup. */
const WHOLE = 0;
const NOT_MADE = 1;
/** A backup of a data directory in which files were missing or damaged. */
const MADE_WITH_DAMAGE = 2;

/** The database first: a file that no row names yet is no harm, a row without its file is. */
const ON_POSTGRES = `DATABASE_URL is set: PostgreSQL's own programs copy the database, and then the files are copied. Like this, while the app runs:
  pg_dump --format=custom --file=soundcheck.dump "$DATABASE_URL"
  rsync --archive "$DATA_DIR/files/" files/        (or the bucket, by what its service offers)
docs/operations.md says how they are brought back.`;

const IN_BUCKET = `S3_BUCKET is set: first the database is copied, then the bucket, by what its service offers. The database and what else makes this instance:
  sqlite3 "$DATA_DIR/soundcheck.sqlite" ".backup soundcheck.sqlite"
  cp "$DATA_DIR/instance-secret" "$DATA_DIR/local-engine-token" .        (what is there of them)
docs/operations.md says how they are brought back.`;

const [given] = process.argv.slice(2);
const interrupted = new AbortController();
process.once("SIGINT", () => interrupted.abort());
process.once("SIGTERM", () => interrupted.abort());

try {
  const { databaseUrl, s3 } = env();
  if (databaseUrl !== undefined) throw new BackupError(ON_POSTGRES);
  if (s3 !== undefined) throw new BackupError(IN_BUCKET);
  if (given === undefined) throw new BackupError("Say where to: npm run backup -- <folder that does not exist yet>");
  process.exitCode = await run(path.resolve(given));
} catch (error) {
  process.exitCode = NOT_MADE;
  process.stderr.write(`The backup was not made.\n${sentenceOf(error)}\n`);
}

async function run(target: string): Promise<number> {
  const report = await backUp(env().dataDir, target, interrupted.signal);
  process.stdout.write(
    `Backed up to ${target}\n${report.tasks} tasks, ${report.recordings} recordings, ${report.files} files, ${report.uploads} unfinished uploads: ${formatsFor(DEFAULT_LOCALE).bytes(report.bytes)}\n`,
  );
  if (report.heldBack > 0) {
    process.stdout.write(`${report.heldBack} tasks were about to be sent: an app that is started with the copy does not send them again by itself.\n`);
  }
  if (report.damaged.length === 0) return WHOLE;
  process.stderr.write(`These files are missing or damaged in the data directory itself:\n${report.damaged.map((key) => `  files/${key}\n`).join("")}`);
  return MADE_WITH_DAMAGE;
}

function sentenceOf(error: unknown): string {
  if (interrupted.signal.aborted) return "It was interrupted.";
  if (error instanceof BackupError || error instanceof EnvError) return error.message;
  const problem = storageProblem(error);
  return `${problem === undefined ? "" : `${problem.message} `}(${error instanceof Error ? error.message : String(error)})`;
}
