import { readdir } from "node:fs/promises";
import path from "node:path";
import { GetObjectCommand, ListMultipartUploadsCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import type { WorkTable } from "@/lib/database/tables";
import type { RecordingFileRow, RecordingRow } from "@/lib/recordings/store";
import type { FileRow, TaskRow } from "@/lib/tasks/store";
import { type Kept, KINDS_ON_THINGS } from "../crash/data-directory";
import type { SharedDatabase } from "./shared-database";

/** What instances keep together, and what lies about in their own folders, all read at one moment of rest. */
interface Contents {
  readonly tasks: TaskRow[];
  readonly files: FileRow[];
  readonly recordings: RecordingRow[];
  readonly recordingFiles: RecordingFileRow[];
  readonly work: WorkTable[];
  readonly objects: ReadonlyMap<string, Buffer>;
  readonly uploads: readonly string[];
  /** What arrived at instances that were killed before the database knew of it. */
  readonly unnamed: readonly string[];
  readonly scratch: readonly string[];
}

/** What lies in a bucket beside what rows name: uploads that arrive, and what is written to see whether it can be. */
const UPLOADS = "uploads/";
const PROBES = "health/";

/** The same to a test as one app's data directory. */
export class Snapshot implements Kept {
  private constructor(private readonly contents: Contents) {}

  /** `dataDirs` are the instances' own folders; tasks that are named in `without` are left out. */
  static async take(database: SharedDatabase, s3: Readonly<Record<string, string>>, { dataDirs, without }: { dataDirs: readonly string[]; without: ReadonlySet<string> }): Promise<Snapshot> {
    const [all, files, recordings, recordingFiles, work] = await Promise.all([database.tasks(), database.files(), database.recordings(), database.recordingFiles(), database.work()]);
    const scratch = await Promise.all(dataDirs.map((dataDir) => filesBelow(path.join(dataDir, "scratch"))));
    const { objects, multiparts } = await readBucket(s3);
    const begun = await database.uploads();
    // An instance that is killed between the row of an upload and that of its recording leaves the one, of which nobody was told.
    const uploads = begun.filter((upload) => recordings.some(({ id }) => id === upload));
    const unnamed = [...multiparts, ...[...objects.keys()].filter((key) => key.startsWith(UPLOADS)), ...begun.filter((upload) => !uploads.includes(upload))];
    const tasks = all.filter(({ id }) => !without.has(id));
    return new Snapshot({ tasks, files, recordings, recordingFiles, work, objects, uploads, unnamed, scratch: scratch.flat() });
  }

  /** What of uploads the next daily sweep removes: what no recording names. */
  leftToSweep(): readonly string[] {
    return this.contents.unnamed;
  }

  tasks() {
    return this.contents.tasks;
  }

  files() {
    return this.contents.files;
  }

  recordings() {
    return this.contents.recordings;
  }

  recordingFiles() {
    return this.contents.recordingFiles;
  }

  work() {
    return this.contents.work;
  }

  workOnThings() {
    return this.work().filter(({ kind }) => KINDS_ON_THINGS.includes(kind));
  }

  filesIn(folder: string): string[] {
    const { objects, uploads, scratch } = this.contents;
    if (folder === "scratch") return [...scratch];
    return folder === "uploads" ? [...uploads] : [...objects.keys()].filter((key) => !key.startsWith(UPLOADS) && !key.startsWith(PROBES)).sort();
  }

  stored(storageKey: string): Buffer {
    const bytes = this.contents.objects.get(storageKey);
    if (bytes === undefined) throw new Error(`${storageKey} is not in the bucket.`);
    return bytes;
  }
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

async function readBucket(s3: Readonly<Record<string, string>>): Promise<{ objects: Map<string, Buffer>; multiparts: string[] }> {
  const { S3_BUCKET: Bucket = "", S3_ENDPOINT: endpoint = "", S3_REGION: region = "", S3_ACCESS_KEY_ID: accessKeyId = "", S3_SECRET_ACCESS_KEY: secretAccessKey = "" } = s3;
  const client = new S3Client({ endpoint, region, credentials: { accessKeyId, secretAccessKey }, forcePathStyle: true });
  const objects = new Map<string, Buffer>();
  try {
    let token: string | undefined;
    do {
      const page = await client.send(new ListObjectsV2Command({ Bucket, ContinuationToken: token }));
      for (const { Key = "" } of page.Contents ?? []) {
        const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
        objects.set(Key, Buffer.from((await Body?.transformToByteArray()) ?? []));
      }
      token = page.IsTruncated === true ? page.NextContinuationToken : undefined;
    } while (token !== undefined);
    const { Uploads } = await client.send(new ListMultipartUploadsCommand({ Bucket }));
    return { objects, multiparts: (Uploads ?? []).map(({ Key = "" }) => `${Key} (parts)`) };
  } finally {
    client.destroy();
  }
}
