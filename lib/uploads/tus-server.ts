import "server-only";
import { type Configstore, FileStore } from "@tus/file-store";
import { ERRORS, Server, Upload } from "@tus/server";
import { nanoid } from "nanoid";
import { z } from "zod";
import { databaseNow } from "@/lib/database/clock";
import { database } from "@/lib/database/database";
import { transactInTurn } from "@/lib/database/transact";
import { env } from "@/lib/env";
import { AppError } from "@/lib/http/app-error";
import { notFound } from "@/lib/http/route";
import { storageProblem } from "@/lib/http/storage-problem";
import { onShutdown, processWide } from "@/lib/lifetime";
import { DEFAULT_LOCALE, formatsFor } from "@/lib/locale/formats";
import { log } from "@/lib/log";
import { announcingAddress, requireOwnerRoom, requireUploadSlot } from "@/lib/limits/costs";
import { metrics } from "@/lib/metrics/metrics";
import { finishArrival } from "@/lib/recordings/arrival";
import { cleanName } from "@/lib/recordings/naming";
import { findRecording, insertRecording, type NewRecording } from "@/lib/recordings/store";
import { ensureOwner, readOwner } from "@/lib/sessions/owner";
import { answerBreakable } from "@/lib/uploads/breakable-body";
import { UPLOADS_PATH } from "@/lib/uploads/uploads-path";
import { storageHealth } from "@/lib/storage/health";
import { readDisk, requireRoom } from "@/lib/storage/room";
import { uploadFolder } from "@/lib/storage/folder-arrivals";
import { arrivals } from "@/lib/storage/arrivals";
import { bucket } from "@/lib/storage/storage";
import { BucketStore } from "@/lib/uploads/bucket-store";
import { UploadLocks } from "@/lib/uploads/upload-locks";

/** What the client says of a file when it announces it (Upload-Metadata). */
const announcedSchema = z.object({
  name: z.string().catch(""),
  origin: z.enum(["upload", "microphone"]).catch("upload"),
  modifiedAt: z.coerce.number().int().min(0).max(8.64e15).nullable().catch(null),
});

/** Answers a request of the tus protocol (1.0.0: creation, and going on after an interruption). */
export async function answerUpload(request: Request): Promise<Response> {
  return (await alreadyHere(request)) ?? answerBreakable(request, shutdown(), countBytes, (body) => tusServer().handleWeb(body));
}

/** Aborted when the process is to end: an upload may take hours, so its body breaks off then, and it goes on afterwards. */
function shutdown(): AbortSignal {
  return processWide("uploads", () => {
    const end = new AbortController();
    onShutdown("stop", "uploads", () => end.abort());
    return end.signal;
  });
}

function countBytes(): TransformStream<Uint8Array, Uint8Array> {
  return new TransformStream({
    transform: (chunk, controller) => {
      metrics().uploadBytes.inc(chunk.byteLength);
      controller.enqueue(chunk);
    },
  });
}

/**
 * The file of a whole recording moves on to the storage, while its client may not have got the answer to the last byte
 * and asks how far it came.
 */
async function alreadyHere(request: Request): Promise<Response | undefined> {
  if (request.method !== "HEAD") return undefined;
  const id = new URL(request.url).pathname.split("/").at(-1) ?? "";
  const recording = await requireOwnRecording(id);
  const state = recording.state === "arriving" && (await finishArrival(id)) ? "preparing" : recording.state;
  if (state === "arriving" || recording.size_bytes === null) return undefined;
  const length = String(recording.size_bytes);
  return new Response(null, {
    headers: { "tus-resumable": "1.0.0", "cache-control": "no-store", "upload-offset": length, "upload-length": length },
  });
}

function tusServer(): Server {
  return processWide("tus server", () => {
    const locks = new UploadLocks();
    onShutdown("close", "upload locks", locks.listen());
    return new Server({
      path: UPLOADS_PATH,
      datastore: env().s3 === undefined ? new FileStore({ directory: uploadFolder(), configstore: recordingRows }) : new BucketStore({ bucket, rows: recordingRows, locks }),
      locker: locks,
      relativeLocation: true,
      allowedOrigins: [],
      namingFunction: () => nanoid(),
      maxSize: env().maxRecordingBytes,
      onIncomingRequest: async (request, id) => {
        if (request.method !== "POST") await requireOwnRecording(id);
      },
      onUploadCreate: async (_request, upload) => ({ metadata: await admit(upload) }),
      onUploadFinish: async (_request, upload) => {
        await finishArrival(upload.id);
        return {};
      },
      onResponseError: async (request, thrown) => {
        const error = storageProblem(thrown) ?? thrown;
        const reason = error instanceof AppError ? { status_code: error.status, body: error.message } : await reasonOf(error);
        if (reason.status_code >= 500) log.warn({ err: error, method: request.method }, "upload interrupted");
        return reason;
      },
    });
  });
}

async function reasonOf(error: Error | { status_code: number; body: string }): Promise<{ status_code: number; body: string }> {
  // The store keeps to itself why it could not write.
  const problem = error === ERRORS.FILE_WRITE_ERROR ? await storageHealth() : undefined;
  if (problem !== undefined) return { status_code: problem.status, body: problem.message };
  if (!("status_code" in error)) return { status_code: 500, body: "The upload was interrupted. It can go on from where it stopped." };
  // An extension of the protocol that we do not offer: whoever asks for it all the same asks wrongly.
  if (error.status_code === 501) return { status_code: 400, body: error.body };
  return error.status_code === 413 ? { status_code: 413, body: tooLargeSentence() } : error;
}

function tooLargeSentence(): string {
  return `The file is over the limit of ${formatsFor(DEFAULT_LOCALE).bytes(env().maxRecordingBytes)}.`;
}

/** Checks an announced file before a byte of it is sent, and gives what is kept of it. Throws `AppError`. */
async function admit(upload: Upload): Promise<Record<string, string | null>> {
  if (upload.size === undefined) throw new AppError(400, { code: "length_required", message: "Say how long the file is (Upload-Length)." });
  if (upload.size === 0) throw new AppError(422, { code: "empty_file", message: "The file is empty: it has 0 bytes." });
  const announced = announcedSchema.parse(upload.metadata ?? {});
  const { id: ownerId } = await ensureOwner();
  return { ...announced, name: cleanName(announced.name), modifiedAt: announced.modifiedAt === null ? null : String(announced.modifiedAt), ownerId };
}

async function requireOwnRecording(id: string) {
  const owner = await readOwner();
  const recording = await findRecording(database(), id);
  if (recording === undefined || recording.owner_id !== owner?.id) throw notFound();
  return recording;
}

/** The rows of arriving recordings as what tus knows of its uploads; how far they came, the files say. */
const recordingRows: Configstore = {
  get: async (id) => {
    const row = await findRecording(database(), id);
    if (row?.state !== "arriving" || row.origin === "url" || row.size_bytes === null) return undefined;
    return new Upload({ id, size: row.size_bytes, offset: 0 });
  },
  set: async (id, { size, metadata }) => {
    const recording: NewRecording = {
      id,
      owner_id: metadata?.["ownerId"] ?? "",
      origin: metadata?.["origin"] === "microphone" ? "microphone" : "upload",
      name: metadata?.["name"] ?? "",
      source_url: null,
      size_bytes: size ?? null,
      modified_at: metadata?.["modifiedAt"] == null ? null : Number(metadata["modifiedAt"]),
    };
    try {
      const disk = await readDisk();
      await transactInTurn("holdings", async (transaction) => {
        await insertRecording(transaction, recording, databaseNow(), announcingAddress());
        await requireUploadSlot(transaction, recording.owner_id);
        await requireOwnerRoom(transaction, recording.owner_id);
        await requireRoom(transaction, disk);
      });
    } catch (error) {
      // The store made room for the bytes before it asked for the row.
      await arrivals().remove(id);
      throw error;
    }
  },
  delete: () => Promise.resolve(),
};
