/** How the page stands with its server. */
export interface ConnectionView {
  /** `troubled`: one read found nobody, which may be a moment's; `lost`: and so did the next. */
  readonly state: "fine" | "troubled" | "lost";
  /** When nobody answered for the first time, Unix milliseconds; 0 while that never happened. */
  readonly since: number;
  /** How often it was lost and came back. */
  readonly returns: number;
  /** Whether the server answers and wants the access code first. */
  readonly signedOut: boolean;
}

/** Reads that fail within so short a time were sent together. */
const TOGETHER_MS = 500;
const FINE: ConnectionView = { state: "fine", since: 0, returns: 0, signedOut: false };

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
    const { state, returns } = this.#view;
    if (state !== "fine") this.#show({ ...this.#view, state: "fine", returns: returns + (state === "lost" ? 1 : 0) });
  };

  /** The server answered, with what is given only to who is let in. */
  readonly admitted = (): void => {
    this.reached();
    if (this.#view.signedOut) this.#show({ ...this.#view, signedOut: false });
  };

  /** The server answered that it wants the access code first. */
  readonly refused = (): void => {
    this.reached();
    if (!this.#view.signedOut) this.#show({ ...this.#view, signedOut: true });
  };

  /** Nobody answered. */
  readonly missed = (): void => {
    const { state, since } = this.#view;
    const now = Date.now();
    if (state === "fine") this.#show({ ...this.#view, state: "troubled", since: now });
    else if (state === "troubled" && now - since > TOGETHER_MS) this.#show({ ...this.#view, state: "lost" });
  };

  #show(view: ConnectionView): void {
    this.#view = view;
    for (const listener of this.#listeners) listener();
  }
}

export const connection = new Connection();

/** The state before a page has heard anything, for its first render. */
export const FINE_CONNECTION = FINE;
