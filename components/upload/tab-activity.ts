/** What a tab goes on doing while people move from page to page. */
export interface Activity {
  readonly recording: boolean;
  /** How much of all that is being uploaded has been, from 0 to 1; null where nothing is. */
  readonly uploadedShare: number | null;
}

/** What is known of it on every page, also on those that bring nothing of what records and uploads. */
class TabActivity {
  #activity: Activity = { recording: false, uploadedShare: null };
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly getSnapshot = (): Activity => this.#activity;

  /** Takes over what changed of it. */
  note(change: Partial<Activity>): void {
    this.#activity = { ...this.#activity, ...change };
    for (const listener of this.#listeners) listener();
  }
}

export const tabActivity = new TabActivity();
