/** How the page stands with its server. */
export interface ConnectionView {
  /** `troubled`: one read found nobody, which may be a moment's; `lost`: and so did the next. */
  readonly state: "fine" | "troubled" | "lost";
  /** When nobody answered for the first time, Unix milliseconds; 0 while that never happened. */
  readonly since: number;
  /** How often it was lost and came back. */
  readonly returns: number;
}

/** Reads that fail within so short a time were sent together. */
const TOGETHER_MS = 500;
const FINE: ConnectionView = { state: "fine", since: 0, returns: 0 };

/** What all reads and presses of this page, in a browser, have found out about the connection. */
class Connection {
  #view = FINE;
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly getSnapshot = (): ConnectionView => this.#view;

  /** The server answered. */
  readonly reached = (): void => {
    const { state, since, returns } = this.#view;
    if (state !== "fine") this.#show({ state: "fine", since, returns: returns + (state === "lost" ? 1 : 0) });
  };

  /** Nobody answered. */
  readonly missed = (): void => {
    const { state, since, returns } = this.#view;
    const now = Date.now();
    if (state === "fine") this.#show({ state: "troubled", since: now, returns });
    else if (state === "troubled" && now - since > TOGETHER_MS) this.#show({ state: "lost", since, returns });
  };

  #show(view: ConnectionView): void {
    this.#view = view;
    for (const listener of this.#listeners) listener();
  }
}

export const connection = new Connection();

/** The state before a page has heard anything, for its first render. */
export const FINE_CONNECTION = FINE;
