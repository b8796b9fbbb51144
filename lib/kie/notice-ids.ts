import { parseJson, textOf } from "@/lib/kie/envelope";

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const SPACE = 0x20;

const ID_KEYS = ["taskId", "task_id"];
/** The vendor's ids have 32 characters. A longer text is none, and is not held. */
const MAX_TEXT_BYTES = 256;

/**
 * Finds the task ids that a callback's body names in `data`, in either spelling, while the body arrives: neither the body nor
 * anything made of it is held, and no chunk takes long, however large the body is. For a body that is JSON the ids are those that
 * parsing gives; for one that is not, there may be some all the same: whoever uses them does not believe them.
 */
export class NoticeIdReader {
  #depth = 0;
  /** The kinds of the two outermost values: an object, and in it the object `data`. */
  #inRoot = false;
  #inData = false;
  /** The last key in the root, and in `data`. */
  readonly #keys = ["", ""];
  #atKey = false;
  #inString = false;
  #escaped = false;
  /** The bytes of the key, text or number that is being read; null where it does not matter. */
  #token: number[] | null = null;
  readonly #ids = new Map<string, string>();

  /** Reads the next bytes of the body. */
  push(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length; at += 1) {
      // Nearly all of a large body is one text that does not matter.
      if (this.#inString && this.#token === null) at = this.#skipInString(chunk, at);
      const byte = chunk[at];
      if (byte === undefined) return;
      if (this.#inString) this.#readInString(byte);
      else this.#readOutside(byte);
    }
  }

  /** The ids found so far, without repeats. */
  get ids(): string[] {
    const found = ID_KEYS.map((key) => this.#ids.get(key)).filter((id) => id !== undefined);
    return [...new Set(found)];
  }

  /** Where the text ends that begins before or at `at`; the chunk's length when it goes on. */
  #skipInString(chunk: Uint8Array, at: number): number {
    let escaped = this.#escaped;
    let end = at;
    for (; end < chunk.length; end += 1) {
      const byte = chunk[end];
      if (byte === QUOTE && !escaped) break;
      escaped = byte === BACKSLASH && !escaped;
    }
    this.#escaped = escaped;
    return end;
  }

  #readInString(byte: number): void {
    if (byte === QUOTE && !this.#escaped) {
      this.#inString = false;
      this.#append(byte);
      if (this.#atKey) this.#endKey();
      return;
    }
    this.#escaped = byte === BACKSLASH && !this.#escaped;
    this.#append(byte);
  }

  #readOutside(byte: number): void {
    switch (byte) {
      case QUOTE:
        this.#inString = true;
        this.#escaped = false;
        this.#token = this.#matters() ? [byte] : null;
        return;
      case COLON:
        this.#beginValue();
        return;
      case OPEN_OBJECT:
      case OPEN_LIST:
        this.#open(byte === OPEN_OBJECT);
        return;
      case CLOSE_OBJECT:
      case CLOSE_LIST:
        this.#endValue();
        this.#depth -= 1;
        if (this.#depth < 2) this.#inData = false;
        return;
      case COMMA:
        this.#endValue();
        this.#atKey = this.#inTracked();
        return;
      default:
        if (byte > SPACE) this.#append(byte);
    }
  }

  /** Whether the innermost value is the root object or its `data`. */
  #inTracked(): boolean {
    return (this.#depth === 1 && this.#inRoot) || (this.#depth === 2 && this.#inData);
  }

  #matters(): boolean {
    return this.#inTracked() && (this.#atKey || (this.#depth === 2 && this.#isIdKey()));
  }

  #isIdKey(): boolean {
    return ID_KEYS.includes(this.#keys[1] ?? "");
  }

  #append(byte: number): void {
    if (this.#token === null) return;
    this.#token.push(byte);
    if (this.#token.length > MAX_TEXT_BYTES) this.#token = null;
  }

  #open(isObject: boolean): void {
    this.#token = null;
    if (this.#depth === 0) this.#inRoot = isObject;
    if (this.#depth === 1) this.#inData = isObject && this.#inRoot && this.#keys[0] === "data";
    this.#depth += 1;
    this.#atKey = isObject && this.#inTracked();
  }

  #endKey(): void {
    this.#keys[this.#depth - 1] = textOf(this.#takeToken()) ?? "";
  }

  #beginValue(): void {
    if (!this.#inTracked()) return;
    this.#atKey = false;
    // Of a key that is there twice, the last value counts.
    if (this.#depth === 1 && this.#keys[0] === "data") this.#ids.clear();
    if (this.#depth === 2) this.#ids.delete(this.#keys[1] ?? "");
    this.#token = this.#matters() ? [] : null;
  }

  #endValue(): void {
    if (this.#depth !== 2 || !this.#inData || this.#atKey || !this.#isIdKey()) return;
    const id = textOf(this.#takeToken());
    if (id !== null) this.#ids.set(this.#keys[1] ?? "", id);
  }

  #takeToken(): unknown {
    const token = this.#token;
    this.#token = null;
    return token === null ? null : parseJson(Buffer.from(token).toString("utf8"));
  }
}
