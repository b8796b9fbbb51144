import { AppError } from "@/lib/http/app-error";

/** What the calls of the file system that change something are named; an EACCES of a connection is another matter. */
const FILE_CALLS = /^(open|write|writev|pwrite|mkdir|mkdtemp|rename|fsync|fdatasync|ftruncate|unlink|rmdir|rm|copyfile|link)$/;

const DISK_FULL = { code: "disk_full", message: "The disk of this server is full. Nothing was lost: it goes on when there is space again." };
const READ_ONLY = { code: "data_read_only", message: "This server cannot write to its data directory. Nothing was lost: it goes on when that is writable again." };
const DISK_FAILING = { code: "disk_failing", message: "The disk of this server reports an error. Nothing was lost: it goes on when the disk works again." };
const BUSY = { code: "database_busy", message: "The database is busy (another program holds it, perhaps a backup). Nothing was lost: try again." };
const CODES: ReadonlySet<string> = new Set([DISK_FULL, READ_ONLY, DISK_FAILING, BUSY].map(({ code }) => code));

/** Whether SQLite says that another program holds the database. */
export function isBusy(error: unknown): boolean {
  return /^SQLITE_(BUSY|LOCKED)/.test(codeOf(error));
}

/**
 * What is wrong with the disk or the database when that is why `error` came, else undefined. 507: full; 503: read-only, failing, or
 * held by another program. All of these pass without anything being done again by a person: work is to be tried later.
 */
export function storageProblem(error: unknown): AppError | undefined {
  if (error instanceof AppError) {
    if (CODES.has(error.code)) return error;
    return error.cause instanceof Error ? storageProblem(error.cause) : undefined;
  }
  const code = codeOf(error);
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

function callOf(error: unknown): string {
  return error instanceof Error && "syscall" in error && typeof error.syscall === "string" ? error.syscall : "";
}
