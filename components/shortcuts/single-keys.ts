const STORAGE_KEY = "soundcheck.single-keys";
const OFF = "off";

/**
 * Whether keys without a modifier do something wherever they are pressed. Who speaks to the computer, or presses keys by accident, can
 * switch that off (WCAG 2.1.4), in all tabs of this browser.
 */
class SingleKeys {
  /** For this page, where the browser keeps nothing. */
  #kept: string | null = null;
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    const life = new AbortController();
    window.addEventListener("storage", listener, { signal: life.signal });
    this.#listeners.add(listener);
    return () => {
      life.abort();
      this.#listeners.delete(listener);
    };
  };

  readonly areOn = (): boolean => {
    try {
      return (this.#kept ?? window.localStorage.getItem(STORAGE_KEY)) !== OFF;
    } catch {
      return this.#kept !== OFF;
    }
  };

  readonly switchTo = (on: boolean): void => {
    const value = on ? "on" : OFF;
    try {
      window.localStorage.setItem(STORAGE_KEY, value);
      this.#kept = null;
    } catch {
      this.#kept = value;
    }
    for (const listener of this.#listeners) listener();
  };
}

export const singleKeys = new SingleKeys();
