import path from "node:path";
import { z } from "zod";

const LOOPBACK_HOSTS = new Set(["127.0.0.1", "::1", "localhost"]);

const origin = z
  .url({ protocol: /^https?$/, error: "must be a web address such as https://sound.example.com" })
  .transform((text) => text.replace(/\/+$/, ""));

const blankAsAbsent = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (typeof value === "string" && value.trim() === "" ? undefined : value), schema);

const flag = blankAsAbsent(
  z
    .enum(["0", "1", "true", "false"], { error: "must be 1 or 0" })
    .optional()
    .transform((value) => value === "1" || value === "true"),
);

const wholeNumber = (error: string, min: number, max: number) => z.coerce.number({ error }).int(error).min(min, error).max(max, error);

const word = z.string().trim().regex(/^[\x21-\x7e]+$/, "must be one word without spaces");

const variables = z.object({
  HOST: blankAsAbsent(word.default("127.0.0.1")),
  PORT: blankAsAbsent(wholeNumber("must be a port number from 1 to 65535", 1, 65_535).default(3000)),
  DATA_DIR: blankAsAbsent(z.string().default(".data")),
  DATABASE_URL: blankAsAbsent(
    z
      .url({ protocol: /^postgres(ql)?$/, error: "must be the address of a PostgreSQL database such as postgres://soundcheck:password@db.example.com:5432/soundcheck" })
      .refine((text) => new URL(text).pathname.length > 1, "must end with the name of the database, such as postgres://soundcheck:password@db.example.com:5432/soundcheck")
      .optional(),
  ),
  KIE_API_KEY: blankAsAbsent(word.optional()),
  KIE_BASE_URL: blankAsAbsent(origin.default("https://api.kie.ai")),
  KIE_UPLOAD_URL: blankAsAbsent(origin.default("https://kieai.redpandaai.co")),
  KIE_WEBHOOK_KEY: blankAsAbsent(z.string().optional()),
  PUBLIC_URL: blankAsAbsent(origin.optional()),
  CALLBACK_BASE_URL: blankAsAbsent(origin.optional()),
  MAX_RECORDING_BYTES: blankAsAbsent(wholeNumber("must be a number of bytes from 1000000 to 100000000000", 1e6, 1e11).default(1024 ** 3)),
  RETENTION_DAYS: blankAsAbsent(wholeNumber("must be a number of days from 1 to 36500", 1, 36_500).optional()),
  STORAGE_LIMIT_BYTES: blankAsAbsent(wholeNumber("must be a number of bytes from 1000000 to 1000000000000000", 1e6, 1e15).optional()),
  MIN_FREE_BYTES: blankAsAbsent(wholeNumber("must be a number of bytes from 0 to 1000000000000000", 0, 1e15).default(500_000_000)),
  ACCESS_CODE: blankAsAbsent(z.string().trim().optional()),
  SESSION_SECRET: blankAsAbsent(z.string().trim().min(32, "must be at least 32 characters, made by chance").optional()),
  TRUST_PROXY: blankAsAbsent(wholeNumber("must be the number of proxies in front, from 0 to 16", 0, 16).default(0)),
  TASKS_PER_HOUR: blankAsAbsent(wholeNumber("must be a number of tasks, or 0 for no limit", 0, 1e9).default(1000)),
  TASKS_PER_DAY: blankAsAbsent(wholeNumber("must be a number of tasks, or 0 for no limit", 0, 1e9).default(5000)),
  UPLOADS_AT_ONCE: blankAsAbsent(wholeNumber("must be a number of uploads, or 0 for no limit", 0, 1e9).default(100)),
  OWNER_LIMIT_BYTES: blankAsAbsent(wholeNumber("must be a number of bytes, or 0 for no limit", 0, 1e15).default(1e11)),
  ALLOW_ANONYMOUS: flag,
  FETCH_ALLOW_ORIGINS: blankAsAbsent(
    z
      .string()
      .default("")
      .transform((text) => text.split(/[\s,]+/).filter((part) => part !== ""))
      .pipe(z.array(origin.transform((text) => new URL(text).origin))),
  ),
  LOG_LEVEL: blankAsAbsent(
    z
      .enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"], {
        error: "must be one of fatal, error, warn, info, debug, trace, silent",
      })
      .default("info"),
  ),
  S3_BUCKET: blankAsAbsent(z.string().trim().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "must be the name of a bucket, such as soundcheck").optional()),
  S3_ENDPOINT: blankAsAbsent(origin.optional()),
  S3_REGION: blankAsAbsent(word.optional()),
  S3_ACCESS_KEY_ID: blankAsAbsent(word.optional()),
  S3_SECRET_ACCESS_KEY: blankAsAbsent(word.optional()),
  WORK_RETRY_MS: blankAsAbsent(wholeNumber("must be a number of milliseconds from 1 to 60000", 1, 60_000).default(1000)),
});

/** Which engine speaks: the vendor when a key is set, else the built-in one. */
export type EngineName = "vendor" | "local";

/** Where files are kept when not on the disk: a bucket of an S3-compatible server. */
export interface S3Settings {
  readonly bucket: string;
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** The app's settings, read once from the environment. */
export interface Env {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  /** The PostgreSQL database that several instances share; undefined: SQLite in the data directory, for this process alone. */
  readonly databaseUrl: string | undefined;
  /** Undefined: files are kept in the data directory. */
  readonly s3: S3Settings | undefined;
  readonly engine: EngineName;
  readonly kieApiKey: string | undefined;
  readonly kieBaseUrl: string;
  readonly kieUploadUrl: string;
  readonly kieWebhookKey: string | undefined;
  /** Where this process answers on this machine; used to reach the local engine. */
  readonly loopbackUrl: string;
  readonly publicUrl: string | undefined;
  readonly callbackBaseUrl: string | undefined;
  /** The largest recording that may be uploaded or fetched. */
  readonly maxRecordingBytes: number;
  /** After how many days what somebody made is deleted; undefined: never. */
  readonly retentionDays: number | undefined;
  /** The most that all files together may hold; undefined: as much as the disk takes. */
  readonly storageLimitBytes: number | undefined;
  /** How much of the disk stays free: nothing new is taken below it. */
  readonly minFreeBytes: number;
  /** Asked for before anything else; undefined: everybody who reaches the app may use it. */
  readonly accessCode: string | undefined;
  /** What cookies and links are sealed with; undefined: a secret that this instance makes. */
  readonly sessionSecret: string | undefined;
  /** How many proxies in front are believed about where a request comes from. */
  readonly trustedProxies: number;
  /** The most that one owner may take on, and several times that from one address; null: as much as they like. */
  readonly tasksPerHour: number | null;
  readonly tasksPerDay: number | null;
  readonly uploadsAtOnce: number | null;
  readonly ownerLimitBytes: number | null;
  readonly fetchAllowOrigins: readonly string[];
  readonly logLevel: string;
  /** The first pause before a failed step is tried again; later pauses grow from it. */
  readonly workRetryMs: number;
  readonly production: boolean;
}

/** A setting that stops the app; the message names the variable and says what to write. */
export class EnvError extends Error {}

/**
 * Reads settings from `source` (process.env, or an object in tests). Throws `EnvError` with one sentence a line for
 * every variable that is wrong.
 */
export function readEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const parsed = variables.safeParse(source);
  if (!parsed.success) {
    throw new EnvError(
      parsed.error.issues.map((issue) => `${String(issue.path[0])}: ${issue.message}.`.replace("..", ".")).join("\n"),
    );
  }
  const values = parsed.data;
  if (!LOOPBACK_HOSTS.has(values.HOST) && values.ACCESS_CODE === undefined && !values.ALLOW_ANONYMOUS) {
    throw new EnvError(
      `HOST: ${values.HOST} lets other machines in, and whoever reaches the app can use it. Set ACCESS_CODE to a code that is asked for first, ` +
        "ALLOW_ANONYMOUS=1 if everybody may use it, or HOST=127.0.0.1.",
    );
  }
  if (values.DATABASE_URL !== undefined && values.SESSION_SECRET === undefined) {
    throw new EnvError(
      "SESSION_SECRET: must be set together with DATABASE_URL, to the same value for all instances, so that what one signs the others know. Make one with: openssl rand -base64 32",
    );
  }
  const reachableHost = ["0.0.0.0", "::", "localhost"].includes(values.HOST) ? "127.0.0.1" : values.HOST;
  return {
    host: values.HOST,
    port: values.PORT,
    dataDir: path.resolve(/* turbopackIgnore: true */ values.DATA_DIR),
    databaseUrl: values.DATABASE_URL,
    s3: readS3Settings(values),
    engine: values.KIE_API_KEY === undefined ? "local" : "vendor",
    kieApiKey: values.KIE_API_KEY,
    kieBaseUrl: values.KIE_BASE_URL,
    kieUploadUrl: values.KIE_UPLOAD_URL,
    kieWebhookKey: values.KIE_WEBHOOK_KEY,
    loopbackUrl: `http://${reachableHost.includes(":") ? `[${reachableHost}]` : reachableHost}:${values.PORT}`,
    publicUrl: values.PUBLIC_URL,
    callbackBaseUrl: values.CALLBACK_BASE_URL,
    maxRecordingBytes: values.MAX_RECORDING_BYTES,
    retentionDays: values.RETENTION_DAYS,
    storageLimitBytes: values.STORAGE_LIMIT_BYTES,
    minFreeBytes: values.MIN_FREE_BYTES,
    accessCode: values.ACCESS_CODE,
    sessionSecret: values.SESSION_SECRET,
    trustedProxies: values.TRUST_PROXY,
    tasksPerHour: values.TASKS_PER_HOUR || null,
    tasksPerDay: values.TASKS_PER_DAY || null,
    uploadsAtOnce: values.UPLOADS_AT_ONCE || null,
    ownerLimitBytes: values.OWNER_LIMIT_BYTES || null,
    fetchAllowOrigins: values.FETCH_ALLOW_ORIGINS,
    logLevel: values.LOG_LEVEL,
    workRetryMs: values.WORK_RETRY_MS,
    production: source["NODE_ENV"] === "production",
  };
}

/** All of the variables, or none of them: what is kept on the disk for want of one would be missing elsewhere. */
function readS3Settings(values: z.infer<typeof variables>): S3Settings | undefined {
  const { S3_BUCKET: bucket, S3_ENDPOINT: endpoint, S3_REGION: region, S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = values;
  const named = Object.entries({ S3_BUCKET: bucket, S3_ENDPOINT: endpoint, S3_REGION: region, S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey });
  const missing = named.filter(([, value]) => value === undefined).map(([name]) => name);
  if (missing.length === named.length) return undefined;
  if (bucket === undefined || endpoint === undefined || region === undefined || accessKeyId === undefined || secretAccessKey === undefined) {
    throw new EnvError(missing.map((name) => `${name}: must be set too, or none of ${named.map(([each]) => each).join(", ")}.`).join("\n"));
  }
  return { bucket, endpoint, region, accessKeyId, secretAccessKey };
}

/** The folders in which the system looks for programs. */
export function searchPath(): string[] {
  return (process.env["PATH"] ?? "").split(path.delimiter).filter((directory) => directory !== "");
}

let current: Env | undefined;

/** The settings of this process. Throws `EnvError` when one is wrong. */
export function env(): Env {
  current ??= readEnv(process.env);
  return current;
}
