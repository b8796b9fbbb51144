import { AppError } from "@/lib/http/app-error";
import { fileMissing } from "@/lib/storage/file-store";

const UNREACHABLE = { code: "storage_unreachable", message: "The file storage of this server (S3_ENDPOINT) does not answer. Nothing was lost: it goes on when that answers again." };
const REFUSED = { code: "storage_refused", message: "The file storage of this server refuses its credentials (S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY, S3_REGION). Nothing was lost: it goes on when they are right again." };
const NO_BUCKET = { code: "storage_bucket_missing", message: "The file storage of this server has no such bucket (S3_BUCKET). Nothing was lost: it goes on when that is there again." };
const EXHAUSTED = { code: "storage_exhausted", message: "The file storage of this server is full. Nothing was lost: it goes on when there is space again." };
const FAILING = { code: "storage_failing", message: "The file storage of this server (S3_ENDPOINT) answers with an error. Nothing was lost: it goes on when it works again." };

/** The codes of what is wrong with an S3 storage as a whole, and passes without a person doing anything again. */
export const S3_PROBLEM_CODES: readonly string[] = [UNREACHABLE, REFUSED, NO_BUCKET, EXHAUSTED, FAILING].map(({ code }) => code);
/** Those that no waiting changes, but whoever set the app up. */
const SETTING_CODES: ReadonlySet<string> = new Set([REFUSED.code, NO_BUCKET.code]);
/** Those after which trying at once once more is worth it. */
const PASSING_CODES: ReadonlySet<string> = new Set([UNREACHABLE.code, FAILING.code]);

/** Whether a setting of the storage is wrong. */
export function isWrongSetting({ code }: AppError): boolean {
  return SETTING_CODES.has(code);
}

/** Whether the storage may answer when it is asked at once once more. */
export function isPassing(error: unknown): boolean {
  return error instanceof AppError && PASSING_CODES.has(error.code);
}

/**
 * What an error of the S3 client means: `file_missing` (404), what is wrong with the storage as a whole (503, 507), or, for
 * what only a fault of ours can have caused, the error itself.
 */
export function s3Problem(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error) || error instanceof TypeError || isOfDisk(error)) return error;
  const status = statusOf(error);
  // No answer, or one that broke off: the connection was refused or lost, or nothing came in time.
  if (status === undefined || error.name === "TimeoutError") return new AppError(503, UNREACHABLE, error);
  if (/NoSuchBucket/.test(error.name)) return new AppError(503, NO_BUCKET, error);
  if (/Quota|StorageFull|InsufficientCapacity/.test(error.name) || status === 507) return new AppError(507, EXHAUSTED, error);
  if (status === 401 || status === 403 || /AuthorizationHeaderMalformed|InvalidAccessKeyId|InvalidToken/.test(error.name)) return new AppError(503, REFUSED, error);
  // Parts that are not there as they were counted: what was made of them is not there either.
  if (status === 404 || error.name.startsWith("InvalidPart")) return fileMissing(error);
  return status >= 500 || status === 429 || status === 408 || status < 400 ? new AppError(503, FAILING, error) : error;
}

/** The file that was to be sent cannot be read: that is no fault of the storage. */
function isOfDisk(error: Error): boolean {
  return "code" in error && typeof error.code === "string" && /^(ENOENT|EACCES|EPERM|EIO|EMFILE|ENFILE|EISDIR)$/.test(error.code);
}

function statusOf(error: Error): number | undefined {
  const { $metadata: metadata } = error as Error & { readonly $metadata?: { readonly httpStatusCode?: number } };
  return metadata?.httpStatusCode;
}
