import type { SHARE_EXPIRIES, ShareChange, ShareExpiry, ShareIncludes, ShareOrder, ShareView } from "@/lib/shares/schema";

/** When a share ends, as a person chooses it: never, after a time, or with a day. */
type ExpiryChoice = (typeof SHARE_EXPIRIES)[number] | "date";

/** What the form for a share holds. */
export interface ShareFormValues {
  readonly title: string;
  readonly expiry: ExpiryChoice;
  /** The last day, as a date field has it: "2026-11-21". Empty until one is chosen. */
  readonly lastDay: string;
  readonly asksPassword: boolean;
  /** For a share that has one, empty means that it stays. */
  readonly password: string;
  readonly includes: ShareIncludes;
  readonly allowDownloads: boolean;
}

/** What is wrong, by the field that it belongs to. */
export type ShareFormProblems = Readonly<Partial<Record<string, string>>>;

/** What the form begins with: all that was made, without the settings, for whoever has the link. */
export const NEW_SHARE: Omit<ShareFormValues, "title"> = {
  expiry: "never",
  lastDay: "",
  asksPassword: false,
  password: "",
  includes: { audio: true, transcript: true, settings: false },
  allowDownloads: false,
};

/** What the form begins with for a share that is there. */
export function valuesOfShare({ title, expiresAt, hasPassword, includes, allowDownloads }: ShareView): ShareFormValues {
  const expiry = expiresAt === null ? "never" : "date";
  return { title, expiry, lastDay: expiresAt === null ? "" : dayOf(expiresAt), asksPassword: hasPassword, password: "", includes, allowDownloads };
}

/** What keeps the form from being sent. */
export function problemsOf(values: ShareFormValues, hasPassword: boolean): ShareFormProblems {
  return {
    ...(values.title.trim() === "" ? { title: "Give it a title." } : {}),
    ...(values.expiry === "date" && endOfDay(values.lastDay) === null ? { expiry: "Choose the last day." } : {}),
    ...(values.asksPassword && values.password === "" && !hasPassword ? { password: "Enter a password, or share without one." } : {}),
    ...(values.includes.audio || values.includes.transcript ? {} : { includes: "Share the audio, the transcript, or both." }),
  };
}

/** The choices of the form, as a new share has them. */
export function choicesOf(values: ShareFormValues): Omit<ShareOrder, "runId" | "taskId" | "passage"> {
  const { title, includes, allowDownloads } = values;
  return { title: title.trim(), expiry: expiryOf(values), password: values.asksPassword ? values.password : null, includes, allowDownloads };
}

/** What the form changes of a share; what was not touched is absent, so that a day that has begun does not move its end. */
export function changeOf(share: ShareView, values: ShareFormValues): ShareChange {
  const before = valuesOfShare(share);
  const sameExpiry = values.expiry === before.expiry && values.lastDay === before.lastDay;
  const samePassword = values.asksPassword === share.hasPassword && values.password === "";
  return {
    shareId: share.id,
    title: values.title.trim(),
    includes: values.includes,
    allowDownloads: values.allowDownloads,
    ...(sameExpiry ? {} : { expiry: expiryOf(values) }),
    ...(samePassword ? {} : { password: values.asksPassword ? values.password : null }),
  };
}

/** The last millisecond of a day where this browser is; null for what is no day. */
export function endOfDay(day: string): number | null {
  const timeMs = /^\d{4}-\d{2}-\d{2}$/.test(day) ? new Date(`${day}T23:59:59.999`).getTime() : Number.NaN;
  return Number.isNaN(timeMs) ? null : timeMs;
}

/** The day that a moment belongs to where this browser is, as a date field has it. */
export function dayOf(timeMs: number): string {
  const date = new Date(timeMs);
  return [String(date.getFullYear()).padStart(4, "0"), String(date.getMonth() + 1).padStart(2, "0"), String(date.getDate()).padStart(2, "0")].join("-");
}

function expiryOf({ expiry, lastDay }: ShareFormValues): ShareExpiry {
  return expiry === "date" ? (endOfDay(lastDay) ?? "never") : expiry;
}
