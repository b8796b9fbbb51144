import "server-only";
import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import path from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as WebStream } from "node:stream/web";
import { Busboy, type BusboyHeaders } from "@fastify/busboy";
import { nanoid } from "nanoid";
import { detectAudio } from "@/lib/audio/detect";
import { databaseNow } from "@/lib/database/clock";
import { transactInTurn } from "@/lib/database/transact";
import { AppError } from "@/lib/http/app-error";
import { baseUrlOf, EngineError } from "@/lib/local-engine/route";
import { insertEngineFile } from "@/lib/local-engine/store";
import { withScratchFile } from "@/lib/storage/scratch";
import { storage } from "@/lib/storage/storage";

/** The document's limit for a recording: 200 × 1024² bytes. */
const UPLOAD_MAX_BYTES = 200 * 1024 * 1024;

interface Received {
  uploadPath: string;
  fileName: string;
  sizeBytes: number;
  sha256: string;
  hasFile: boolean;
}

/** file-stream-upload: keeps a multipart `file` under `uploadPath`/`fileName`, streamed to disk, and answers with its link. */
export async function receiveUpload(request: Request): Promise<Record<string, unknown>> {
  return withScratchFile(async (scratch) => {
    const received = await receive(request, scratch);
    if (!received.hasFile) throw new EngineError(422, "file is required");
    if (received.uploadPath === "" || /^\/|\/$|\.\./.test(received.uploadPath)) {
      throw new EngineError(422, "uploadPath is required, without a leading or trailing slash");
    }
    const format = await detectAudio(scratch);
    if (format === undefined) throw new EngineError(422, "The file is not audio of a type that is taken");
    const id = nanoid(32);
    const fileName = path.basename(received.fileName) || `${id}.${format.extension}`;
    const storageKey = `local-engine/${id}.${format.extension}`;
    const uploadPath = `${received.uploadPath}/${fileName}`;
    await storage().putFile(storageKey, scratch);
    const now = databaseNow();
    const earlier = await transactInTurn(`upload ${uploadPath}`, (transaction) =>
      insertEngineFile(transaction, {
        id,
        upload_path: uploadPath,
        storage_key: storageKey,
        content_type: format.contentType,
        size_bytes: received.sizeBytes,
        sha256: received.sha256,
        created_at: now,
      }),
    );
    if (earlier !== undefined) await storage().remove(earlier);
    const data = {
      fileName,
      filePath: uploadPath,
      downloadUrl: `${baseUrlOf(request)}/local-engine/files/${id}/${encodeURIComponent(fileName)}`,
      fileSize: received.sizeBytes,
      mimeType: format.contentType,
      uploadedAt: new Date(now).toISOString(),
    };
    return { success: true, code: 200, msg: "File uploaded successfully", data };
  });
}

async function receive(request: Request, scratch: string): Promise<Received> {
  const contentType = request.headers.get("content-type") ?? "";
  if (!contentType.startsWith("multipart/form-data") || request.body === null) {
    throw new EngineError(422, "The body must be multipart/form-data with a file");
  }
  const received: Received = { uploadPath: "", fileName: "", sizeBytes: 0, sha256: "", hasFile: false };
  const headers: BusboyHeaders = { "content-type": contentType };
  const form = new Busboy({ headers, limits: { files: 1, fields: 10, fieldSize: 1000, fileSize: UPLOAD_MAX_BYTES + 1 } });
  const writes: Promise<void>[] = [];
  form.on("field", (name, value) => {
    if (name === "uploadPath") received.uploadPath = value;
    if (name === "fileName") received.fileName = value;
  });
  form.on("file", (name, stream, fileName) => {
    if (name !== "file") {
      stream.resume();
      return;
    }
    received.hasFile = true;
    received.fileName ||= fileName;
    const hash = createHash("sha256");
    const meter = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk);
        received.sizeBytes += chunk.length;
        done(received.sizeBytes > UPLOAD_MAX_BYTES ? new EngineError(413, "The file is over the limit of 200 MB") : null, chunk);
      },
    });
    const write = pipeline(stream, meter, createWriteStream(scratch)).then(() => void (received.sha256 = hash.digest("hex")));
    // A file that cannot be taken ends the reading of the rest of the form.
    write.catch((error: unknown) => form.destroy(error as Error));
    writes.push(write);
  });
  try {
    await pipeline(Readable.fromWeb(request.body as WebStream<Uint8Array>), form);
    await Promise.all(writes);
  } catch (error) {
    if (error instanceof EngineError) throw error;
    throw new AppError(400, { code: "upload_broken", message: "The upload broke off or is not multipart/form-data." }, error);
  }
  return received;
}
