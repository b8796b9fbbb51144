import "server-only";
import type { Readable } from "node:stream";
import { MEDIA_TYPES } from "@/lib/audio/detect";
import { BODY_LENGTH_HEADER } from "@/lib/http/content-length";
import { SANDBOX_POLICY } from "@/lib/http/security-headers";
import { parseRange } from "@/lib/media/range";
import { storage } from "@/lib/storage/storage";

/** A stored file as it is served. */
export interface ServedFile {
  readonly storageKey: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  /** Given when it is to be saved rather than played. */
  readonly downloadName?: string;
}

/** What of a stored file's row its bytes are served with. */
export function toServedFile(file: { storage_key: string; content_type: string; size_bytes: number; sha256: string }, downloadName?: string): ServedFile {
  return {
    storageKey: file.storage_key,
    contentType: file.content_type,
    sizeBytes: file.size_bytes,
    sha256: file.sha256,
    ...(downloadName === undefined ? {} : { downloadName }),
  };
}

/** Of what we write about recordings: peaks, words, transcripts. */
const DATA_TYPE = "application/json";

/**
 * Answers GET and HEAD for a stored file: 200, 206, 304 or 416 (RFC 9110). Files never change under their address, so
 * they may be cached by the browser that was let in, and by no proxy; with `store` false nowhere, for who may be let in no more
 * tomorrow. A type that is not of the list is served as bytes to be saved, so that nothing that people bring can run as a page of ours.
 * What we write about recordings may be packed on its way: of hours of speech it is half a megabyte.
 */
export async function mediaResponse(request: Request, file: ServedFile, { store }: { store: boolean } = { store: true }): Promise<Response> {
  const isData = file.contentType === DATA_TYPE;
  // Weak for what is sent in two forms.
  const etag = `${isData ? "W/" : ""}"${file.sha256}"`;
  const isKnown = isData || MEDIA_TYPES.has(file.contentType);
  const caching = store ? "private, max-age=31536000, immutable" : "no-store";
  const headers = new Headers({
    "cache-control": `${caching}, no-transform`,
    "accept-ranges": "bytes",
    "content-type": isKnown ? file.contentType : "application/octet-stream",
    etag,
    "x-content-type-options": "nosniff",
    "content-security-policy": SANDBOX_POLICY,
    "content-disposition": isKnown && file.downloadName === undefined ? "inline" : attachment(file.downloadName ?? "file"),
  });
  if (matches(request.headers.get("if-none-match"), etag)) return new Response(null, { status: 304, headers });
  const ifRange = request.headers.get("if-range");
  const range = parseRange(ifRange === null || (ifRange === etag && !isData) ? request.headers.get("range") : null, file.sizeBytes);
  if (range.kind === "unsatisfiable") {
    headers.set("content-range", `bytes */${file.sizeBytes}`);
    headers.delete("content-disposition");
    return new Response(null, { status: 416, headers });
  }
  const length = range.kind === "part" ? range.end - range.start + 1 : file.sizeBytes;
  headers.set(BODY_LENGTH_HEADER, String(length));
  if (isData && range.kind === "whole") headers.set("cache-control", caching);
  if (range.kind === "part") headers.set("content-range", `bytes ${range.start}-${range.end}/${file.sizeBytes}`);
  const status = range.kind === "part" ? 206 : 200;
  if (request.method === "HEAD") return new Response(null, { status, headers });
  const source = await storage().read(file.storageKey, range.kind === "part" ? range : undefined);
  return new Response(toPulledStream(source, request.signal), { status, headers });
}

/** What file systems take of a name, in bytes, with room for what a browser adds to a second one of the same name. */
const NAME_MAX_BYTES = 240;

/** The Content-Disposition that saves a file under `name`, in any script (RFC 6266), cut to what disks take, without a way to end the header. */
export function attachment(fullName: string): string {
  const name = cutToBytes(fullName.toWellFormed());
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

/** A file name whose stem is cut so that all of it fits; the extension stays. */
function cutToBytes(name: string): string {
  if (Buffer.byteLength(name) <= NAME_MAX_BYTES) return name;
  const extension = /\.[A-Za-z0-9]{1,5}$/.exec(name)?.[0] ?? "";
  let kept = "";
  for (const { segment } of new Intl.Segmenter().segment(name.slice(0, name.length - extension.length))) {
    if (Buffer.byteLength(kept + segment + extension) > NAME_MAX_BYTES) break;
    kept += segment;
  }
  return `${kept.trimEnd()}${extension}`;
}

function matches(header: string | null, etag: string): boolean {
  if (header === null) return false;
  const known = ["*", etag.replace(/^W\//, "")];
  return header.split(",").some((candidate) => known.includes(candidate.trim().replace(/^W\//, "")));
}

/**
 * Reads on only as the client takes it, and closes the file when the client goes (`Readable.toWeb` throws then), also
 * when it went before anything was read: nobody cancels the stream in that case.
 */
export function toPulledStream(source: Readable, gone: AbortSignal): ReadableStream<Uint8Array> {
  const chunks = source[Symbol.asyncIterator]() as AsyncIterator<Uint8Array, undefined>;
  const close = () => void source.destroy();
  gone.addEventListener("abort", close, { once: true });
  source.once("close", () => gone.removeEventListener("abort", close));
  if (gone.aborted) close();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await chunks.next();
        if (done === true) controller.close();
        else controller.enqueue(value);
      },
      cancel: close,
    },
    { highWaterMark: 0 },
  );
}
