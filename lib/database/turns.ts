/** Lets one at a time have its turn, in the order in which they asked. */
export class Turns {
  #taken = false;
  readonly #waiting: (() => void)[] = [];

  /** Resolves when it is the caller's turn; the caller must end it. */
  async take(): Promise<void> {
    if (this.#taken) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#taken = true;
  }

  /** Ends the turn, and gives it to who has waited the longest. */
  end(): void {
    const next = this.#waiting.shift();
    // It stays taken, so that nobody gets in between.
    if (next === undefined) this.#taken = false;
    else next();
  }
}
