import "server-only";
import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import type { S3Settings } from "@/lib/env";
import type { ByteRange } from "@/lib/storage/file-store";
import { isPassing, s3Problem } from "@/lib/storage/s3-problem";

/** A part of a file on the disk. */
export interface FilePart {
  readonly file: string;
  readonly start: number;
  readonly sizeBytes: number;
}

/** A part of a multipart upload that the storage has. */
export interface StoredPart {
  readonly number: number;
  readonly etag: string;
}

/** An object as it is listed. */
export interface ListedObject {
  readonly key: string;
  /** Unix ms. */
  readonly changedAt: number;
}

/** A multipart upload that was neither completed nor given up. */
export interface OpenMultipart extends ListedObject {
  readonly uploadId: string;
}

interface Opened {
  readonly body: Readable;
  readonly etag: string | undefined;
  readonly sizeBytes: number;
}

const CONNECT_LIMIT_MS = 5_000;
const IDLE_LIMIT_MS = 20_000;
/** A listener who pauses holds a connection until that limit; more than these wait for one. */
const CONNECTIONS = 500;
const TRIES = 3;
const RETRY_MS = 200;

/**
 * A bucket of an S3-compatible server, the only module that knows its client. Every method rejects with `AppError` where the storage
 * as a whole is at fault (see `s3Problem`), after what may pass at once was tried three times.
 */
export class Bucket {
  readonly #client: S3Client;
  readonly #bucket: string;

  /** `idleLimitMs`: how long nothing may come of an answer. */
  constructor({ bucket, endpoint, region, accessKeyId, secretAccessKey }: S3Settings, { idleLimitMs = IDLE_LIMIT_MS } = {}) {
    const agent = { keepAlive: true, maxSockets: CONNECTIONS };
    const config: S3ClientConfig = {
      endpoint,
      region,
      credentials: { accessKeyId, secretAccessKey },
      forcePathStyle: true,
      // Bodies are streams, which only we can begin anew.
      maxAttempts: 1,
      // What not every S3-compatible server knows. The signature covers the bytes, or TLS does.
      requestChecksumCalculation: "WHEN_REQUIRED",
      responseChecksumValidation: "WHEN_REQUIRED",
      requestHandler: { connectionTimeout: CONNECT_LIMIT_MS, socketTimeout: idleLimitMs, httpAgent: agent, httpsAgent: agent },
    };
    this.#client = new S3Client(config);
    this.#bucket = bucket;
  }

  /** Stores bytes under a key. */
  async put(key: string, bytes: Buffer): Promise<void> {
    await retried(() => this.#client.send(new PutObjectCommand({ Bucket: this.#bucket, Key: key, Body: bytes })));
  }

  /** Stores a part of a file under a key. */
  async putFile(key: string, part: FilePart): Promise<void> {
    await sentFrom(part, (body) => this.#client.send(new PutObjectCommand({ Bucket: this.#bucket, Key: key, Body: body, ContentLength: part.sizeBytes })));
  }

  /**
   * The bytes of an object, or those of `range`. A connection that is lost in the middle is opened again where it stopped, as long as
   * each brings something. Rejects with `file_missing` when there is none.
   */
  async read(key: string, range?: ByteRange): Promise<Readable> {
    const first = await this.#open(key, range);
    let current = first.body;
    const stream = Readable.from(this.#follow(key, first, range?.start ?? 0, (body) => (current = body)), { objectMode: false });
    // A reader that goes while nothing comes must not wait for something to come.
    stream.once("close", () => current.destroy());
    return stream;
  }

  async *#follow(key: string, { body, etag, sizeBytes }: Opened, start: number, follow: (body: Readable) => void): AsyncGenerator<Buffer> {
    const end = start + sizeBytes - 1;
    let at = start;
    let current = body;
    let failures = 0;
    while (at <= end) {
      try {
        for await (const chunk of current as AsyncIterable<Buffer>) {
          at += chunk.length;
          failures = 0;
          yield chunk;
        }
        if (at <= end) throw new Error("The storage ended its answer too early");
      } catch (error) {
        failures += 1;
        if (failures >= TRIES) throw s3Problem(error);
        ({ body: current } = await this.#open(key, { start: at, end }, etag));
        follow(current);
      }
    }
  }

  async #open(key: string, range: ByteRange | undefined, etag?: string): Promise<Opened> {
    const { Body, ContentLength, ETag } = await retried(() =>
      this.#client.send(new GetObjectCommand({ Bucket: this.#bucket, Key: key, ...(range === undefined ? {} : { Range: `bytes=${range.start}-${range.end}` }), ...(etag === undefined ? {} : { IfMatch: etag }) })),
    );
    return { body: Body as Readable, etag: ETag, sizeBytes: ContentLength ?? 0 };
  }

  /** The length of an object; undefined when there is none. */
  async size(key: string): Promise<number | undefined> {
    try {
      const { ContentLength } = await retried(() => this.#client.send(new HeadObjectCommand({ Bucket: this.#bucket, Key: key })));
      return ContentLength;
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  /** Removes an object; it is no error when it is gone. */
  async remove(key: string): Promise<void> {
    await retried(() => this.#client.send(new DeleteObjectCommand({ Bucket: this.#bucket, Key: key }))).catch(ignoreMissing);
  }

  /** Every object whose key begins with `prefix`, in the order of the keys. */
  async *list(prefix: string): AsyncGenerator<ListedObject> {
    let token: string | undefined;
    do {
      const page = await retried(() => this.#client.send(new ListObjectsV2Command({ Bucket: this.#bucket, Prefix: prefix, ContinuationToken: token })));
      for (const { Key, LastModified } of page.Contents ?? []) if (Key !== undefined) yield { key: Key, changedAt: LastModified?.getTime() ?? 0 };
      token = page.IsTruncated === true ? page.NextContinuationToken : undefined;
    } while (token !== undefined);
  }

  /** Begins an upload in parts and gives its id. */
  async beginMultipart(key: string): Promise<string> {
    const { UploadId } = await retried(() => this.#client.send(new CreateMultipartUploadCommand({ Bucket: this.#bucket, Key: key })));
    return UploadId ?? "";
  }

  /** Stores a part; all but the last must be 5 MiB at least. */
  async putPart(key: string, uploadId: string, number: number, part: FilePart): Promise<StoredPart> {
    const { ETag } = await sentFrom(part, (body) =>
      this.#client.send(new UploadPartCommand({ Bucket: this.#bucket, Key: key, UploadId: uploadId, PartNumber: number, Body: body, ContentLength: part.sizeBytes })),
    );
    return { number, etag: ETag ?? "" };
  }

  /** Makes one object of the parts, and drops those that are not named. It is no error when that was done before. */
  async completeMultipart(key: string, uploadId: string, parts: readonly StoredPart[]): Promise<void> {
    const named = parts.map(({ number, etag }) => ({ PartNumber: number, ETag: etag }));
    try {
      await retried(() => this.#client.send(new CompleteMultipartUploadCommand({ Bucket: this.#bucket, Key: key, UploadId: uploadId, MultipartUpload: { Parts: named } })));
    } catch (error) {
      if (!isMissing(error) || (await this.size(key)) === undefined) throw error;
    }
  }

  /** Gives an upload up with all its parts; it is no error when it is gone. */
  async abortMultipart(key: string, uploadId: string): Promise<void> {
    await retried(() => this.#client.send(new AbortMultipartUploadCommand({ Bucket: this.#bucket, Key: key, UploadId: uploadId }))).catch(ignoreMissing);
  }

  /** Every open upload in parts whose key begins with `prefix`. */
  async *openMultiparts(prefix: string): AsyncGenerator<OpenMultipart> {
    let markers: { KeyMarker?: string | undefined; UploadIdMarker?: string | undefined } | undefined = {};
    while (markers !== undefined) {
      const asked: { KeyMarker?: string | undefined; UploadIdMarker?: string | undefined } = markers;
      const page = await retried(() => this.#client.send(new ListMultipartUploadsCommand({ Bucket: this.#bucket, Prefix: prefix, ...asked })));
      for (const { Key, UploadId, Initiated } of page.Uploads ?? []) {
        if (Key !== undefined && UploadId !== undefined) yield { key: Key, uploadId: UploadId, changedAt: Initiated?.getTime() ?? 0 };
      }
      markers = page.IsTruncated === true ? { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker } : undefined;
    }
  }
}

function sentFrom<Answer>({ file, start, sizeBytes }: FilePart, send: (body: Readable | Buffer) => Promise<Answer>): Promise<Answer> {
  return retried(async () => {
    if (sizeBytes === 0) return send(Buffer.alloc(0));
    const body = createReadStream(file, { start, end: start + sizeBytes - 1 });
    try {
      return await send(body);
    } finally {
      body.destroy();
    }
  });
}

function isMissing(error: unknown): boolean {
  return (error as { code?: string }).code === "file_missing";
}

function ignoreMissing(error: unknown): void {
  if (!isMissing(error)) throw error;
}

async function retried<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      const problem = s3Problem(error);
      if (tries === TRIES || !isPassing(problem)) throw problem;
      await wait(RETRY_MS * 2 ** tries);
    }
  }
}
