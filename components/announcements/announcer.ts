/** What happens within this time is said together, of each subject only the last; milliseconds. */
const GATHER_MS = 1000;
/** More than this many sentences at once are not listened to. */
const MOST_SENTENCES = 3;

/** What a screen reader is to say now; the number tells two of the same text apart. */
export interface Announcement {
  readonly number: number;
  readonly text: string;
}

/**
 * Tells people who hear the page what happens on it by itself, politely: each news once, and those that come at the same time together. It
 * is the one way for uploads and tasks; what answers a press says so at its own place.
 */
export class Announcer {
  #announcement: Announcement = { number: 0, text: "" };
  readonly #waiting = new Map<string, string>();
  readonly #said = new Map<string, string>();
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly getSnapshot = (): Announcement => this.#announcement;

  /** Has a sentence said about a subject, unless it was the last that was said about it. What was not said of it yet is out of date. */
  say(subject: string, sentence: string): void {
    if (this.#waiting.size === 0) setTimeout(() => this.#sayAll(), GATHER_MS);
    this.#waiting.set(subject, sentence);
  }

  #sayAll(): void {
    const news = [...this.#waiting].filter(([subject, sentence]) => this.#said.get(subject) !== sentence);
    this.#waiting.clear();
    if (news.length === 0) return;
    for (const [subject, sentence] of news) this.#said.set(subject, sentence);
    const sentences = news.slice(0, MOST_SENTENCES).map(([, sentence]) => sentence);
    const more = news.length - sentences.length;
    this.#announcement = { number: this.#announcement.number + 1, text: [...sentences, ...(more > 0 ? [`And ${more} more`] : [])].join(". ") };
    for (const listener of this.#listeners) listener();
  }
}

export const announcer = new Announcer();
