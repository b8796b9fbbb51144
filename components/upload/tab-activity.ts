/** An upload that came to nothing, and why. */
export interface FailedUpload {
  readonly id: string;
  readonly name: string;
  readonly problem: string | null;
}

/** What a tab goes on doing while people move from page to page. */
interface Activity {
  readonly recording: boolean;
  /** How much of all that is being uploaded has been, from 0 to 1; null where nothing is. */
  readonly uploadedShare: number | null;
  /** How many uploads wait for somebody to go on with them. */
  readonly pausedUploads: number;
  /** The uploads that nobody has started again or taken away since they failed. */
  readonly failedUploads: readonly FailedUpload[];
}

export const NO_ACTIVITY: Activity = { recording: false, uploadedShare: null, pausedUploads: 0, failedUploads: [] };

/** What is known of it on every page, also on those that bring nothing of what records and uploads. */
class TabActivity {
  #activity = NO_ACTIVITY;
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
