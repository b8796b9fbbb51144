/** Why the vendor did not do what it was asked, in our names. */
export interface VendorFailure {
  /** Ours, stable and machine-readable, for example `vendor_credits_exhausted`. */
  readonly code: VendorFailureCode;
  /** The vendor's number, where it gave one. */
  readonly vendorCode: number | null;
  /** A sentence that says what happened and what to do. */
  readonly message: string;
  /** The vendor's own words, where it gave any. */
  readonly vendorMessage: string | null;
  /** For the log, never shown: what the network said, as codes. */
  readonly detail?: string;
}

/** What each code of the vendor means, and the sentence for people. */
const BY_VENDOR_CODE = {
  401: ["vendor_key_rejected", "The speech service does not accept this app's API key. Whoever runs this app needs to check it."],
  402: ["vendor_credits_exhausted", "The speech service account has run out of credits. Add credits, then try again."],
  404: ["vendor_not_found", "The speech service does not know what was asked for. Try again; if it happens again, whoever runs this app needs to check the service's address."],
  408: ["vendor_silent", "The speech service got no answer from the system behind it. Try again in a few minutes."],
  422: ["vendor_rejected_input", "The speech service did not accept this text or these settings. Its own words say why: change that and try again."],
  429: ["vendor_rate_limited", "The speech service is getting too many requests at the moment. Wait a little, then try again."],
  433: ["vendor_key_limit", "This app's API key has reached the spending limit set for it. Raise the limit at the speech service, then try again."],
  455: ["vendor_maintenance", "The speech service is down for maintenance. Try again later."],
  500: ["vendor_error", "The speech service had an internal error. Try again; if it keeps happening, try again later."],
  501: ["vendor_generation_failed", "The speech service could not produce a result. Try again, or change the input."],
  505: ["vendor_feature_disabled", "The speech service has switched this feature off. Choose another model, or try again later."],
} as const satisfies Record<number, readonly [code: string, message: string]>;

/** What went wrong without a code of the vendor. */
const BY_CIRCUMSTANCE = {
  vendor_unknown_code: "The speech service refused the request with a code that this app does not know. Try again later.",
  vendor_gateway_error: "A gateway in front of the speech service answered with an error page. Try again later.",
  vendor_answer_unreadable: "The speech service gave an answer that this app cannot read. Try again later.",
  vendor_answer_too_large: "The speech service gave an answer that is too large to be read.",
  vendor_timeout: "The speech service did not answer in time. Try again later.",
  vendor_unreachable: "The speech service could not be reached. Check the connection and the service's address, then try again.",
  vendor_connection_lost: "The connection to the speech service broke off before it answered.",
  vendor_address_not_allowed: "The speech service's address leads to a private network, which this app is not set up to use.",
  vendor_request_cancelled: "The request to the speech service was stopped before it was answered.",
  vendor_task_unknown: "The speech service does not know this task. It may have expired there.",
  vendor_task_failed: "The speech service reported that the task failed. Try again, or change the input.",
} as const;

type KnownVendorCode = keyof typeof BY_VENDOR_CODE;
type VendorFailureCode = (typeof BY_VENDOR_CODE)[KnownVendorCode][0] | keyof typeof BY_CIRCUMSTANCE;

const MAX_VENDOR_MESSAGE_LENGTH = 500;

function isKnown(code: number): code is KnownVendorCode {
  return Object.hasOwn(BY_VENDOR_CODE, code);
}

function clean(vendorMessage: string | null): string | null {
  const words = vendorMessage?.trim().slice(0, MAX_VENDOR_MESSAGE_LENGTH) ?? "";
  return words === "" ? null : words;
}

/** The failure that a code in the vendor's envelope (or, without an envelope, an HTTP status) stands for. */
export function failureFromCode(vendorCode: number, vendorMessage: string | null): VendorFailure {
  const [code, message] = isKnown(vendorCode) ? BY_VENDOR_CODE[vendorCode] : (["vendor_unknown_code", BY_CIRCUMSTANCE.vendor_unknown_code] as const);
  return { code, vendorCode, message, vendorMessage: clean(vendorMessage) };
}

/** The failure for a circumstance that the vendor gave no code for. */
export function failureFrom(code: keyof typeof BY_CIRCUMSTANCE, vendorMessage: string | null = null): VendorFailure {
  return { code, vendorCode: null, message: BY_CIRCUMSTANCE[code], vendorMessage: clean(vendorMessage) };
}

/** The failure that a failed task's record names: `failCode` is a string of digits, or nothing of use. */
export function failureFromRecord(failCode: string | null, failMessage: string | null): VendorFailure {
  const vendorCode = failCode !== null && /^\d{1,6}$/.test(failCode) ? Number(failCode) : null;
  if (vendorCode !== null && isKnown(vendorCode)) return failureFromCode(vendorCode, failMessage);
  return { ...failureFrom("vendor_task_failed", failMessage), vendorCode };
}

/** A text without the API key in it. */
export function redact(text: string | null, apiKey: string): string | null {
  return text === null || apiKey === "" ? text : text.replaceAll(apiKey, "[redacted]");
}

/** The failure without the API key in the vendor's words. */
export function redactFailure(failure: VendorFailure, apiKey: string): VendorFailure {
  return { ...failure, vendorMessage: redact(failure.vendorMessage, apiKey) };
}
