import { parseJson, textOf } from "@/lib/kie/envelope";

const ID_KEYS: readonly unknown[] = ["taskId", "task_id"];
/** The vendor's ids have 32 characters. */
const MAX_ID_LENGTH = 256;
/** As JSON writes the longest id: each character may be escaped by six bytes, between two quotes. */
const MAX_CAPTURED_BYTES = 6 * MAX_ID_LENGTH + 2;

const [QUOTE, COMMA, COLON, BACKSLASH] = [0x22, 0x2c, 0x3a, 0x5c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];
const BLANKS = new Set([0x09, 0x0a, 0x0d, 0x20]);

/**
 * Finds the task ids that a callback's body names in `data`, in either spelling, while the body arrives: nothing of its 20 MB is held, and
 * nobody else waits while they are parsed. It looks at brackets and strings, and reads only the keys of the body and of its `data`, and the
 * ids. A body that is no JSON may name some all the same: whoever uses them does not believe them.
 */
export class NoticeIdReader {
  readonly #ids = new Map<unknown, string>();
  #depth = 0;
  #ended = false;
  #inString = false;
  #escaped = false;
  /** Whether the object that is open two deep is the body's `data`. */
  #inData = false;
  #atKey = false;
  #key: unknown = null;
  /** The JSON of a key or an id that is being read; null where what is read is neither, or too long for both. */
  #captured: number[] | null = null;

  /** Reads the next bytes of the body. */
  push(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length && !this.#ended; at += 1) {
      if (this.#inString && this.#captured === null) at = this.#skipString(chunk, at);
      else this.#read(chunk[at] ?? 0);
    }
  }

  /** The ids found so far, without repeats. */
  get ids(): string[] {
    return [...new Set(ID_KEYS.flatMap((key) => this.#ids.get(key) ?? []))];
  }

  /** Goes to the end of a string that is not wanted; gives where it ends, or the chunk's end. */
  #skipString(chunk: Uint8Array, from: number): number {
    let at = from;
    let escaped = this.#escaped;
    for (; at < chunk.length; at += 1) {
      const byte = chunk[at];
      if (escaped) escaped = false;
      else if (byte === BACKSLASH) escaped = true;
      else if (byte === QUOTE) break;
    }
    this.#escaped = escaped;
    this.#inString = at === chunk.length;
    return at;
  }

  #read(byte: number): void {
    if (this.#inString) this.#readInString(byte);
    else if (this.#depth === 0 && byte !== OPEN_OBJECT) this.#ended = !BLANKS.has(byte);
    else if (byte === QUOTE) this.#openString();
    else if (byte === OPEN_OBJECT || byte === OPEN_LIST) this.#open(byte);
    else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) this.#close();
    else if (byte === COLON) this.#takeKey();
    else if (byte === COMMA) {
      this.#takeId();
      this.#atKey = true;
    } else if (!BLANKS.has(byte) && this.#isWanted) this.#capture(byte);
  }

  /** Whether a key or an id may stand here. */
  get #isWanted(): boolean {
    if (this.#depth === 2 && this.#inData) return this.#atKey || ID_KEYS.includes(this.#key);
    return this.#depth === 1 && this.#atKey;
  }

  #openString(): void {
    this.#inString = true;
    this.#captured = this.#isWanted ? [QUOTE] : null;
  }

  #readInString(byte: number): void {
    this.#capture(byte);
    if (this.#escaped) this.#escaped = false;
    else if (byte === BACKSLASH) this.#escaped = true;
    else if (byte === QUOTE) this.#inString = false;
  }

  #capture(byte: number): void {
    this.#captured ??= [];
    if (this.#captured.length < MAX_CAPTURED_BYTES) this.#captured.push(byte);
    // A string that is so long is no key and no id; nor is a number, of which the rest is left out.
    else if (this.#inString) this.#captured = null;
  }

  #open(byte: number): void {
    this.#depth += 1;
    if (this.#depth === 2) this.#inData = byte === OPEN_OBJECT && this.#key === "data";
    this.#atKey = byte === OPEN_OBJECT;
    this.#captured = null;
  }

  #close(): void {
    this.#takeId();
    this.#depth -= 1;
    this.#atKey = false;
    this.#key = null;
    this.#ended = this.#depth === 0;
  }

  #takeKey(): void {
    if (this.#isWanted) this.#key = this.#takeCaptured();
    this.#atKey = false;
  }

  #takeId(): void {
    const value = this.#takeCaptured();
    if (this.#atKey || !this.#isWanted) return;
    const id = textOf(value);
    if (id !== null && id.length <= MAX_ID_LENGTH) this.#ids.set(this.#key, id);
  }

  #takeCaptured(): unknown {
    const captured = this.#captured;
    this.#captured = null;
    return captured === null ? null : parseJson(Buffer.from(captured).toString("utf8"));
  }
}
