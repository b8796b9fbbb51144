import { AppError } from "@/lib/http/app-error";
import { S3_PROBLEM_CODES } from "@/lib/storage/s3-problem";

/** The code of the error that the PostgreSQL driver gives when there was no answer. */
export const DATABASE_LOST = "DATABASE_LOST";

/** What the calls of the file system that change something are named; an EACCES of a connection is another matter. */
const FILE_CALLS = /^(open|write|writev|pwrite|mkdir|mkdtemp|rename|fsync|fdatasync|ftruncate|unlink|rmdir|rm|copyfile|link)$/;

const DISK_FULL = { code: "disk_full", message: "The disk of this server is full. Nothing was lost: it goes on when there is space again." };
const READ_ONLY = { code: "data_read_only", message: "This server cannot write to its data directory. Nothing was lost: it goes on when that is writable again." };
const DISK_FAILING = { code: "disk_failing", message: "The disk of this server reports an error. Nothing was lost: it goes on when the disk works again." };
const BUSY = { code: "database_busy", message: "The database is busy (another program holds it, perhaps a backup). Nothing was lost: try again." };
const GONE = { code: "database_gone", message: "The database of this server cannot be reached. Nothing was lost: it goes on when the database answers again." };
const DATABASE_FULL = { code: "disk_full", message: "The disk of the database's server is full. Nothing was lost: it goes on when there is space again." };
const DATABASE_READ_ONLY = { code: "data_read_only", message: "The database takes no changes (perhaps it is a copy that only reads). Nothing was lost: it goes on when it can be written again." };
const CODES: ReadonlySet<string> = new Set([...[DISK_FULL, READ_ONLY, DISK_FAILING, BUSY, GONE].map(({ code }) => code), ...S3_PROBLEM_CODES]);

/** What PostgreSQL's own codes (SQLSTATE) mean, by how they begin. */
const OF_POSTGRES: readonly (readonly [RegExp, 503 | 507, { code: string; message: string }])[] = [
  // Lost or refused connections, too many of them, and a server that ends or starts.
  [/^(08|28|3D000|53300|57P0[1-5])/, 503, GONE],
  [/^53100/, 507, DATABASE_FULL],
  [/^25006/, 503, DATABASE_READ_ONLY],
  [/^58/, 503, DISK_FAILING],
  // Undone because of others, a lock or an answer not had in time, and resources that are used up.
  [/^(40001|40P01|55P03|57014|25P03|53)/, 503, BUSY],
];

/** That the database cannot be reached. */
export function databaseGone(cause?: unknown): AppError {
  return new AppError(503, GONE, cause);
}

/** Whether SQLite says that another program holds the database. */
export function isBusy(error: unknown): boolean {
  return /^SQLITE_(BUSY|LOCKED)/.test(codeOf(error));
}

/** Whether PostgreSQL undid a transaction only because of what others did at the same time: it may be done again as it is. */
export function isUndoneByOthers(error: unknown): boolean {
  return /^(40001|40P01)$/.test(sqlStateOf(error));
}

/**
 * What is wrong with the disk, the file storage or the database when that is why `error` came, else undefined. 507: full; 503: read-only, failing, or
 * held by another program. All of these pass without anything being done again by a person: work is to be tried later.
 */
export function storageProblem(error: unknown): AppError | undefined {
  if (error instanceof AppError) {
    if (CODES.has(error.code)) return error;
    return error.cause instanceof Error ? storageProblem(error.cause) : undefined;
  }
  const code = codeOf(error);
  if (code === DATABASE_LOST) return databaseGone(error);
  const sqlState = sqlStateOf(error);
  const ofPostgres = sqlState === "" ? undefined : OF_POSTGRES.find(([codes]) => codes.test(sqlState));
  if (ofPostgres !== undefined) return new AppError(ofPostgres[1], ofPostgres[2], error);
  if (isBusy(error)) return new AppError(503, BUSY, error);
  if (code === "SQLITE_FULL" || code === "ENOSPC" || code === "EDQUOT") return new AppError(507, DISK_FULL, error);
  if (/^SQLITE_(READONLY|CANTOPEN|PERM)/.test(code) || code === "EROFS") return new AppError(503, READ_ONLY, error);
  if ((code === "EACCES" || code === "EPERM") && FILE_CALLS.test(callOf(error))) return new AppError(503, READ_ONLY, error);
  if (code.startsWith("SQLITE_IOERR") || code === "EIO") return new AppError(503, DISK_FAILING, error);
  return undefined;
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}

/** The code of an error that PostgreSQL itself answered with; "" for every other. */
function sqlStateOf(error: unknown): string {
  return error instanceof Error && "severity" in error ? codeOf(error) : "";
}

function callOf(error: unknown): string {
  return error instanceof Error && "syscall" in error && typeof error.syscall === "string" ? error.syscall : "";
}
