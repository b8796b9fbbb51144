export interface VendorOptions {
  /** The only key that is accepted. */
  readonly apiKey?: string;
  /** With it, callbacks are signed. */
  readonly webhookKey?: string;
  /** How long a task takes, unless its behaviour says otherwise. */
  readonly delayMs?: number;
  readonly credits?: number;
  /** Whether the vendor's rate is kept: code 429 for what comes faster. */
  readonly limitsRate?: boolean;
  /** Told what is going on, while it goes on. */
  readonly onMoment?: (moment: Moment) => void;
}

/** Moments in which the other side can be: what was read, and not yet answered; what was answered. */
export type Moment = "create-read" | "create-answered" | "query-read" | "upload-read" | "file-asked" | "recording-fetched" | "callback-answered";
