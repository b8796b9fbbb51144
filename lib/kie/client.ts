import "server-only";
import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { guardedFetch, type GuardedFetchOptions } from "@/lib/http/guarded-fetch";
import { FetchError } from "@/lib/http/guarded-fetch-error";
import { type Answer, judgeCreateTask, judgeCredit, judgeQueryTask, judgeUpload } from "@/lib/kie/answers";
import { failureFrom, redact, redactFailure, type VendorFailure } from "@/lib/kie/codes";
import { frameMultipart } from "@/lib/kie/multipart";
import type { CreateTaskOutcome, CreditOutcome, QueryTaskOutcome, UploadOutcome } from "@/lib/kie/outcomes";
import type { CreateTaskRequest } from "@/lib/kie/requests";
import { parseRetryAfter } from "@/lib/kie/retry-after";

/** A file for the vendor's upload host. The stream is read once and released whatever happens. */
export interface UploadSource {
  readonly stream: Readable;
  /** A name that is used again replaces the earlier file. */
  readonly fileName: string;
  /** A folder, without a slash at either end. */
  readonly uploadPath: string;
  readonly contentType: string;
  /** Exactly as many bytes as the stream gives. */
  readonly sizeBytes: number;
}

export interface KieClientOptions {
  /** Where `/api/v1/…` is appended, for example https://api.kie.ai. */
  readonly baseUrl: string;
  /** Where `/api/file-stream-upload` is appended. */
  readonly uploadUrl: string;
  readonly apiKey: string;
  /** Exact origins that may have a private address: those of `baseUrl` and `uploadUrl`, when they are to. */
  readonly allowOrigins: readonly string[];
}

/** The vendor. No method throws for what the vendor or the network does, and none shows the key in what it gives. */
export interface KieClient {
  /** Sends the request at most once. At most 30 s. */
  createTask(request: CreateTaskRequest, signal?: AbortSignal): Promise<CreateTaskOutcome>;
  /** At most 30 s and 32 MB. */
  queryTask(vendorTaskId: string, signal?: AbortSignal): Promise<QueryTaskOutcome>;
  /** Streams the file. Ends within a minute and the time that the file takes at 64 kB/s. */
  uploadFile(source: UploadSource, signal?: AbortSignal): Promise<UploadOutcome>;
  credit(signal?: AbortSignal): Promise<CreditOutcome>;
}

const TIMEOUT_MS = 30_000;
const UPLOAD_IDLE_TIMEOUT_MS = 60_000;
const SLOWEST_UPLOAD_BYTES_PER_MS = 64;
const MAX_RECORD_BYTES = 32 * 1024 * 1024;
const MAX_ANSWER_BYTES = 1024 * 1024;

function failureFromFetch(error: FetchError): VendorFailure {
  const causeCode = error.cause instanceof Error && "code" in error.cause ? error.cause.code : undefined;
  const detail = typeof causeCode === "string" ? `${error.code} ${causeCode}` : error.code;
  switch (error.code) {
    case "timeout":
      return { ...failureFrom("vendor_timeout"), detail };
    case "too_large":
      return { ...failureFrom("vendor_answer_too_large"), detail };
    case "too_many_redirects":
      return { ...failureFrom("vendor_gateway_error"), detail };
    case "address_not_allowed":
    case "url_not_allowed":
      return { ...failureFrom("vendor_address_not_allowed"), detail };
    case "cancelled":
      return { ...failureFrom("vendor_request_cancelled"), detail };
    case "connection_failed":
      return { ...failureFrom(error.maybeSent ? "vendor_connection_lost" : "vendor_unreachable"), detail };
  }
}

async function* multipartBody(head: Buffer, stream: Readable, tail: Buffer): AsyncGenerator<Buffer> {
  yield head;
  for await (const chunk of stream as AsyncIterable<Buffer>) yield chunk;
  yield tail;
}

/** A client for one account. Its key goes to the two configured addresses only; redirects are not followed. */
export function createKieClient({ baseUrl, uploadUrl, apiKey, allowOrigins }: KieClientOptions): KieClient {
  const apiBase = baseUrl.replace(/\/+$/, "");
  const uploadBase = uploadUrl.replace(/\/+$/, "");

  async function ask(
    url: string,
    options: Pick<GuardedFetchOptions, "body" | "idleTimeoutMs"> & { readonly headers?: Record<string, string>; readonly maxBytes?: number; readonly totalTimeoutMs?: number },
    signal: AbortSignal | undefined,
  ): Promise<Answer | FetchError> {
    try {
      const { headers, ...rest } = options;
      const response = await guardedFetch(url, {
        idleTimeoutMs: TIMEOUT_MS,
        totalTimeoutMs: TIMEOUT_MS,
        maxBytes: MAX_ANSWER_BYTES,
        ...rest,
        method: options.body === undefined ? "GET" : "POST",
        headers: { accept: "application/json", authorization: `Bearer ${apiKey}`, ...headers },
        allowOrigins,
        maxRedirects: 0,
        ...(signal === undefined ? {} : { signal }),
      });
      const retryAfterMs = parseRetryAfter(response.headers["retry-after"], Date.now());
      return { status: response.status, bodyText: await response.text(), retryAfterMs };
    } catch (cause) {
      if (cause instanceof FetchError) return cause;
      throw cause;
    }
  }

  function withoutKey<Outcome extends { outcome: string } | { outcome: string; failure: VendorFailure }>(outcome: Outcome): Outcome {
    return "failure" in outcome ? { ...outcome, failure: redactFailure(outcome.failure, apiKey) } : outcome;
  }

  const unreachable = (error: FetchError) => ({ outcome: "unreachable", failure: failureFromFetch(error) }) as const;

  return {
    createTask: async (request, signal) => {
      const body = JSON.stringify(request);
      const answer = await ask(`${apiBase}/api/v1/jobs/createTask`, { body, headers: { "content-type": "application/json" } }, signal);
      if (!(answer instanceof FetchError)) return withoutKey(judgeCreateTask(answer));
      return { outcome: answer.maybeSent ? "unconfirmed" : "not-sent", failure: failureFromFetch(answer) };
    },
    queryTask: async (vendorTaskId, signal) => {
      const url = `${apiBase}/api/v1/jobs/recordInfo?taskId=${encodeURIComponent(vendorTaskId)}`;
      const answer = await ask(url, { maxBytes: MAX_RECORD_BYTES }, signal);
      if (answer instanceof FetchError) return unreachable(answer);
      const judged = judgeQueryTask(answer, vendorTaskId);
      if (judged.outcome !== "record") return withoutKey(judged);
      return { outcome: "record", record: { ...judged.record, failMessage: redact(judged.record.failMessage, apiKey) } };
    },
    uploadFile: async ({ stream, fileName, uploadPath, contentType, sizeBytes }, signal) => {
      const frame = frameMultipart({ uploadPath, fileName }, { field: "file", fileName, contentType }, `----${randomBytes(24).toString("hex")}`);
      // A source that fails before it is read must not bring the process down; its reader learns of it.
      stream.on("error", () => undefined);
      const body = Readable.from(multipartBody(frame.head, stream, frame.tail), { objectMode: false });
      try {
        const contentLength = frame.head.length + sizeBytes + frame.tail.length;
        const answer = await ask(
          `${uploadBase}/api/file-stream-upload`,
          {
            body,
            headers: { "content-type": frame.contentType, "content-length": String(contentLength) },
            idleTimeoutMs: UPLOAD_IDLE_TIMEOUT_MS,
            totalTimeoutMs: UPLOAD_IDLE_TIMEOUT_MS + sizeBytes / SLOWEST_UPLOAD_BYTES_PER_MS,
          },
          signal,
        );
        return answer instanceof FetchError ? unreachable(answer) : withoutKey(judgeUpload(answer));
      } finally {
        body.destroy();
        stream.destroy();
      }
    },
    credit: async (signal) => {
      const answer = await ask(`${apiBase}/api/v1/chat/credit`, {}, signal);
      return answer instanceof FetchError ? unreachable(answer) : withoutKey(judgeCredit(answer));
    },
  };
}
