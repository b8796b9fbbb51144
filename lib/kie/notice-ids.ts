import { JSONParser } from "@streamparser/json";
import { textOf } from "@/lib/kie/envelope";

const ID_KEYS = ["taskId", "task_id"];
/** The vendor's ids have 32 characters. */
const MAX_ID_LENGTH = 256;

/**
 * Finds the task ids that a callback's body names in `data`, in either spelling, while the body arrives: 20 MB parsed at once would
 * hold up everybody else. A body that is no JSON may name some all the same before it breaks: whoever uses them does not believe them.
 */
export class NoticeIdReader {
  readonly #ids = new Map<unknown, string>();
  readonly #parser = new JSONParser({ paths: ID_KEYS.map((key) => `$.data.${key}`), keepStack: false });
  #broken = false;

  constructor() {
    this.#parser.onValue = ({ key, value }) => {
      const id = textOf(value);
      if (id !== null && id.length <= MAX_ID_LENGTH) this.#ids.set(key, id);
    };
    this.#parser.onError = () => {
      this.#broken = true;
    };
  }

  /** Reads the next bytes of the body. */
  push(chunk: Uint8Array): void {
    if (!this.#broken && !this.#parser.isEnded) this.#parser.write(chunk);
  }

  /** The ids found so far, without repeats. */
  get ids(): string[] {
    return [...new Set(ID_KEYS.flatMap((key) => this.#ids.get(key) ?? []))];
  }
}
