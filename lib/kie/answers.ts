import { failureFrom, failureFromCode, type VendorFailure } from "@/lib/kie/codes";
import { type Envelope, isJsonObject, type JsonObject, numberOf, parseEnvelope, taskIdOf, textOf } from "@/lib/kie/envelope";
import type { CreateTaskOutcome, CreditOutcome, QueryTaskOutcome, UploadOutcome } from "@/lib/kie/outcomes";
import { parseRecord } from "@/lib/kie/record";

/** An HTTP answer that was read to its end. */
export interface Answer {
  readonly status: number;
  readonly bodyText: string;
  /** From a Retry-After header. */
  readonly retryAfterMs: number | null;
}

/** Codes that gateways put into JSON: they speak for themselves, not for the vendor behind them. */
function isGatewayCode(code: number): boolean {
  return (code >= 502 && code <= 504) || (code >= 520 && code <= 530);
}

/** Codes that only say "not now", where a request may be repeated without harm. */
function isTransient(code: number): boolean {
  return code === 408 || code === 429 || code === 455 || (code >= 500 && code !== 505);
}

function unreadable(answer: Answer): VendorFailure {
  if (answer.status === 429) return failureFromCode(429, null);
  const isErrorPage = answer.status >= 300 || /^\s*</.test(answer.bodyText);
  return failureFrom(isErrorPage ? "vendor_gateway_error" : "vendor_answer_unreadable");
}

function isSuccess(envelope: Envelope, status: number): boolean {
  return envelope.code === null ? status >= 200 && status < 300 : envelope.code === 200;
}

function busy(failure: VendorFailure, { retryAfterMs }: Answer): CreateTaskOutcome {
  return { outcome: "busy", failure, ...(retryAfterMs === null ? {} : { retryAfterMs }) };
}

/**
 * Judges an answer to createTask: by the envelope's `code` first, by the HTTP status only where there is none.
 *
 * - The documents say "200 for success, others for failure", so every other code in an envelope of the vendor's is a
 *   definite refusal, 500 and 501 included: the vendor says itself that it made no task. A taskId beside such a code is
 *   no success.
 * - 429, as a code or (without a code) as a status, means that nothing was created and the request may be sent again.
 * - Codes of gateways (502–504, 520–530), a 5xx, 408 or 3xx status without a code, pages that are not JSON, and a
 *   success without a task id leave open whether a task exists: unconfirmed.
 */
export function judgeCreateTask(answer: Answer): CreateTaskOutcome {
  const envelope = parseEnvelope(answer.bodyText);
  if (envelope === null) {
    const failure = unreadable(answer);
    return answer.status === 429 ? busy(failure, answer) : { outcome: "unconfirmed", failure };
  }
  if (isSuccess(envelope, answer.status)) {
    const vendorTaskId = taskIdOf(envelope.data);
    if (vendorTaskId !== null) return { outcome: "accepted", vendorTaskId };
    return { outcome: "unconfirmed", failure: failureFrom("vendor_answer_unreadable", envelope.message) };
  }
  const code = envelope.code ?? answer.status;
  const failure = failureFromCode(code, envelope.message);
  if (code === 429) return busy(failure, answer);
  const isOpen = isGatewayCode(code) || (envelope.code === null && (code >= 500 || code === 408 || code < 400));
  return isOpen ? { outcome: "unconfirmed", failure: { ...failureFrom("vendor_gateway_error", envelope.message), vendorCode: envelope.code } } : { outcome: "refused", failure };
}

/**
 * Judges an answer to Query Task about the task `vendorTaskId`. A record of another task is not believed. Where there
 * is no record, codes about the key or the account are `refused`, codes that say "not now" and what is not the
 * vendor's answer `unreachable`, and the rest (422 "recordInfo is null", 404, 200 without data) `absent`.
 */
export function judgeQueryTask(answer: Answer, vendorTaskId: string): QueryTaskOutcome {
  const parsed = parseRecord(answer.bodyText);
  if (parsed.kind === "unreadable") return { outcome: "unreachable", failure: unreadable(answer) };
  if (parsed.kind === "record") {
    const isOther = parsed.vendorTaskId !== null && parsed.vendorTaskId !== vendorTaskId;
    return isOther ? { outcome: "unreachable", failure: failureFrom("vendor_answer_unreadable") } : { outcome: "record", record: parsed };
  }
  const code = parsed.code ?? answer.status;
  const failure = failureFromCode(code, parsed.message);
  if ([401, 402, 403, 433, 505].includes(code)) return { outcome: "refused", failure };
  if (isTransient(code)) return { outcome: "unreachable", failure };
  return { outcome: "absent", failure: { ...failureFrom("vendor_task_unknown", parsed.message), vendorCode: parsed.code } };
}

/** The outcome of an idempotent request that did not succeed. */
function judgeFailure(envelope: Envelope, status: number): { outcome: "refused" | "unreachable"; failure: VendorFailure } {
  if (isSuccess(envelope, status)) return { outcome: "unreachable", failure: failureFrom("vendor_answer_unreadable", envelope.message) };
  const code = envelope.code ?? status;
  return { outcome: isTransient(code) ? "unreachable" : "refused", failure: failureFromCode(code, envelope.message) };
}

/** Judges an answer to the file upload; the link is `downloadUrl`, on older hosts `fileUrl`. */
export function judgeUpload(answer: Answer): UploadOutcome {
  const envelope = parseEnvelope(answer.bodyText);
  if (envelope === null) return { outcome: "unreachable", failure: unreadable(answer) };
  const data: JsonObject = isJsonObject(envelope.data) ? envelope.data : {};
  const fileUrl = [data["downloadUrl"], data["fileUrl"]].map(textOf).find((link) => link !== null && URL.canParse(link)) ?? null;
  if (isSuccess(envelope, answer.status) && fileUrl !== null) return { outcome: "uploaded", fileUrl };
  return judgeFailure(envelope, answer.status);
}

/** Judges an answer to the credit query. */
export function judgeCredit(answer: Answer): CreditOutcome {
  const envelope = parseEnvelope(answer.bodyText);
  if (envelope === null) return { outcome: "unreachable", failure: unreadable(answer) };
  const credits = numberOf(envelope.data);
  if (isSuccess(envelope, answer.status) && credits !== null) return { outcome: "credit", credits };
  return judgeFailure(envelope, answer.status);
}
