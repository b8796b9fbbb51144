/** An object of parsed JSON. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The vendor's envelope, as far as it is there. `data` is undefined when the field is missing. */
export interface Envelope {
  readonly code: number | null;
  /** From `message` or `msg`. */
  readonly message: string | null;
  readonly data: unknown;
}

/** Whether a value of parsed JSON is an object and not an array. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value of a JSON text, or undefined when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** A non-empty string, or a whole number as one; else null. */
export function textOf(value: unknown): string | null {
  if (typeof value === "string") return value.trim() === "" ? null : value;
  return Number.isSafeInteger(value) ? String(value) : null;
}

/** A finite number, also when it is written as a string; else null. */
export function numberOf(value: unknown): number | null {
  if (typeof value === "string" && /^\s*-?\d+(\.\d+)?\s*$/.test(value)) return Number(value);
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

/** The task id of an object in either of its spellings. */
export function taskIdOf(value: unknown): string | null {
  return isJsonObject(value) ? (textOf(value["taskId"]) ?? textOf(value["task_id"])) : null;
}

/** Reads the envelope of any answer of the vendor; null when the text is not a JSON object. Never throws. */
export function parseEnvelope(bodyText: string): Envelope | null {
  const body = parseJson(bodyText);
  if (!isJsonObject(body)) return null;
  return { code: numberOf(body["code"]), message: textOf(body["message"]) ?? textOf(body["msg"]), data: body["data"] };
}
