import { isJsonObject, type JsonObject, numberOf, parseEnvelope, parseJson, taskIdOf, textOf } from "@/lib/kie/envelope";

const KNOWN_STATES = ["waiting", "queuing", "generating", "success", "fail"] as const;

/** The vendor's states; `unknown` is any other, and not terminal. */
export type RecordState = (typeof KNOWN_STATES)[number] | "unknown";

/** The createTask request that a record belongs to, as the vendor repeats it. */
interface RecordParam {
  readonly callbackUrl: string | null;
  readonly model: string | null;
  readonly input: JsonObject | null;
}

/** What is in `resultJson` of a successful task. */
type RecordResult =
  | { readonly kind: "present"; readonly value: JsonObject }
  /** The state is not `success`, or nothing is there. */
  | { readonly kind: "absent" }
  /** Something is there that is no JSON object. */
  | { readonly kind: "broken" };

/** A task as the vendor knows it, in our names. Times are integer milliseconds since 1970. */
export interface VendorRecord {
  readonly kind: "record";
  readonly vendorTaskId: string | null;
  readonly model: string | null;
  readonly state: RecordState;
  readonly rawState: string | null;
  readonly param: RecordParam | null;
  readonly failCode: string | null;
  readonly failMessage: string | null;
  readonly createdAtMs: number | null;
  readonly completedAtMs: number | null;
  /** May be fractional. */
  readonly creditsConsumed: number | null;
  /** 0–100, where the model gives it. */
  readonly progress: number | null;
  readonly result: RecordResult;
}

export type ParsedRecord =
  | VendorRecord
  /** The vendor answered without a record; `code` and `message` say why. */
  | { readonly kind: "absent"; readonly code: number | null; readonly message: string | null }
  /** Not an answer of the vendor's: no JSON object. */
  | { readonly kind: "unreadable" };

function stateOf(rawState: string | null): RecordState {
  return KNOWN_STATES.find((state) => state === rawState) ?? "unknown";
}

function objectOf(value: unknown): JsonObject | null {
  const parsed = typeof value === "string" ? parseJson(value) : value;
  return isJsonObject(parsed) ? parsed : null;
}

function paramOf(value: unknown): RecordParam | null {
  const param = objectOf(value);
  if (param === null) return null;
  return { callbackUrl: textOf(param["callBackUrl"]), model: textOf(param["model"]), input: objectOf(param["input"]) };
}

function timeOf(value: unknown): number | null {
  const time = Math.round(numberOf(value) ?? 0);
  return Number.isSafeInteger(time) && time > 0 ? time : null;
}

function creditsOf(data: JsonObject): number | null {
  const credits = numberOf(data["consumeCredits"]) ?? numberOf(data["creditsConsumed"]);
  return credits === null || credits < 0 ? null : credits;
}

function progressOf(value: unknown): number | null {
  const progress = numberOf(value);
  return progress === null ? null : Math.min(100, Math.max(0, progress));
}

function resultOf(state: RecordState, resultJson: unknown): RecordResult {
  // A populated resultJson under `waiting` has been seen: the state says whether it counts.
  if (state !== "success" || resultJson === null || resultJson === undefined || resultJson === "") return { kind: "absent" };
  const value = objectOf(resultJson);
  return value === null ? { kind: "broken" } : { kind: "present", value };
}

/**
 * Reads a Query Task answer or a callback's body, which have one structure. `data.state` decides about a task, the
 * envelope's code only where there is no record (a failed task's record says 501). Never throws.
 */
export function parseRecord(bodyText: string): ParsedRecord {
  const envelope = parseEnvelope(bodyText);
  if (envelope === null) return { kind: "unreadable" };
  const { code, message, data } = envelope;
  const rawState = isJsonObject(data) ? textOf(data["state"]) : null;
  if (!isJsonObject(data) || (rawState === null && code !== 200)) return { kind: "absent", code, message };
  const state = stateOf(rawState);
  return {
    kind: "record",
    vendorTaskId: taskIdOf(data),
    model: textOf(data["model"]),
    state,
    rawState,
    param: paramOf(data["param"]),
    failCode: textOf(data["failCode"]),
    failMessage: textOf(data["failMsg"]),
    createdAtMs: timeOf(data["createTime"]),
    completedAtMs: timeOf(data["completeTime"]),
    creditsConsumed: creditsOf(data),
    progress: progressOf(data["progress"]),
    result: resultOf(state, data["resultJson"]),
  };
}
