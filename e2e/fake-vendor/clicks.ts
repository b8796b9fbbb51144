import type { ValidRequest } from "./validate";

/** What a rate limit takes: so many new tasks in so much time. */
export const VENDOR_RATE = { tasks: 20, windowMs: 10_000 };

/** What became of the createTask requests of one click for one task. */
export interface ClickCount {
  /** Requests whose body was read. */
  readonly read: number;
  /** Those of them that were answered with a definite no. */
  readonly refused: number;
  /** Tasks that were made, by their ids. */
  readonly taskIds: readonly string[];
}

const NOTHING: ClickCount = { read: 0, refused: 0, taskIds: [] };

/** By what the requests of a click are known: the text and the voice, or of a transcription its language code. */
export function labelOf({ input }: ValidRequest): string {
  const { text, voice, language_code: languageCode, audio_url: audioUrl } = input;
  return typeof text === "string" ? `${text} (${String(voice)})` : typeof languageCode === "string" ? languageCode : String(audioUrl);
}

/** Counts, click by click, what was read, refused and made, and keeps the vendor's rate. */
export class Clicks {
  readonly #counts = new Map<string, ClickCount>();
  #taken: number[] = [];
  #violations = 0;

  get counts(): ReadonlyMap<string, ClickCount> {
    return this.#counts;
  }

  /** How many requests came faster than the vendor takes them. */
  get rateViolations(): number {
    return this.#violations;
  }

  of(label: string): ClickCount {
    return this.#counts.get(label) ?? NOTHING;
  }

  read(label: string): void {
    this.#counts.set(label, { ...this.of(label), read: this.of(label).read + 1 });
  }

  refused(label: string): void {
    this.#counts.set(label, { ...this.of(label), refused: this.of(label).refused + 1 });
  }

  accepted(label: string, taskId: string): void {
    this.#counts.set(label, { ...this.of(label), taskIds: [...this.of(label).taskIds, taskId] });
  }

  /** Takes one more new task at this time if the vendor's rate allows it, and says whether it does. */
  takeWithinRate(now: number): boolean {
    this.#taken = this.#taken.filter((time) => time > now - VENDOR_RATE.windowMs);
    if (this.#taken.length >= VENDOR_RATE.tasks) {
      this.#violations += 1;
      return false;
    }
    this.#taken.push(now);
    return true;
  }

  clear(): void {
    this.#counts.clear();
    this.#taken = [];
    this.#violations = 0;
  }
}
