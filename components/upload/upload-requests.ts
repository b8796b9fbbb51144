import type { DetailedError, UploadOptions } from "tus-js-client";
import type { UploadView } from "@/components/upload/upload-view";

/** Small enough for the proxies that limit a request's body. */
const CHUNK_BYTES = 50 * 1024 * 1024;
/** Trying again is decided by the transfer, not by the library, which gives up after some attempts. */
const OPTIONS: UploadOptions = { retryDelays: null, storeFingerprintForResuming: false, chunkSize: CHUNK_BYTES };

/** The library comes with the first upload. */
const tus = () => import("tus-js-client");

/** Makes a file known to the server without sending a byte of it; gives the address for its bytes. Rejects as tus-js-client does. */
export async function announceUpload({ file, origin }: { file: File; origin: UploadView["origin"] }, stop: AbortSignal): Promise<string> {
  const { Upload } = await tus();
  stop.throwIfAborted();
  return new Promise((resolve, reject) => {
    const upload = new Upload(file, {
      ...OPTIONS,
      endpoint: new URL("/api/uploads", window.location.href).href,
      metadata: { name: file.name, type: file.type, modifiedAt: String(file.lastModified), origin },
      onUploadUrlAvailable: () => {
        // The library would go on with the bytes.
        void upload.abort();
        resolve(upload.url ?? "");
      },
      onError: reject,
    });
    stop.addEventListener("abort", () => void upload.abort(), { once: true });
    upload.start();
  });
}

/** Sends a file's bytes from the first that the server does not have, until all are sent, an error, or the signal. Rejects where the library cannot be had. */
export async function sendUpload(
  { file, uploadUrl }: { file: File; uploadUrl: string },
  told: { onServerHas: (bytes: number) => void; onProgress: (bytes: number) => void; onSuccess: () => void; onError: (error: unknown) => void },
  stop: AbortSignal,
): Promise<void> {
  const { Upload } = await tus();
  if (stop.aborted) return;
  const upload = new Upload(file, {
    ...OPTIONS,
    uploadUrl,
    onAfterResponse: (request, response) => {
      const offset = Number.parseInt(response.getHeader("Upload-Offset") ?? "", 10);
      if (request.getMethod() === "HEAD" && !Number.isNaN(offset)) told.onServerHas(offset);
    },
    onProgress: told.onProgress,
    onSuccess: told.onSuccess,
    onError: told.onError,
  });
  stop.addEventListener("abort", () => void upload.abort(), { once: true });
  upload.start();
}

/** What the server answered to the request that failed with this error; null where nothing answered. */
export function answerTo(error: unknown): DetailedError["originalResponse"] {
  return error instanceof Error && "originalResponse" in error ? (error as DetailedError).originalResponse : null;
}

/** Whether a chosen file can still be read: it may have been changed, moved or deleted since. */
export async function isReadable(file: File): Promise<boolean> {
  try {
    await file.slice(0, 1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

/** The promise's outcome, or a rejection as soon as the work is stopped. */
export function unlessStopped<Value>(work: Promise<Value>, stop: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    stop.addEventListener("abort", () => reject(new DOMException("Stopped.", "AbortError")), { once: true });
    work.then(resolve, reject);
  });
}
