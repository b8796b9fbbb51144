const NUMBERS = {
  count: { maximumFractionDigits: 0 },
  percent: { style: "percent", maximumFractionDigits: 0 },
  decimal: { maximumFractionDigits: 2 },
  credits: { maximumSignificantDigits: 2 },
  dollars: { style: "currency", currency: "USD", minimumFractionDigits: 2, maximumFractionDigits: 3 },
} as const satisfies Record<string, Intl.NumberFormatOptions>;

/** Whether hours go to 12 or to 24, and how they are written, is the locale's. */
const TIMES = {
  /** "Aug 5, 9:03 AM" */
  minute: { day: "numeric", month: "short", hour: "numeric", minute: "2-digit" },
  /** "Aug 5, 2025, 9:03 AM" */
  "minute-of-year": { dateStyle: "medium", timeStyle: "short" },
  /** "Aug 5, 2025, 9:03:07 AM" */
  second: { dateStyle: "medium", timeStyle: "medium" },
  /** "9:03:07 AM" */
  clock: { timeStyle: "medium" },
  /** "9:03 AM" */
  "clock-minute": { timeStyle: "short" },
  /** "Aug 5, 2025" */
  day: { dateStyle: "medium" },
  /** "August 5, 2025" */
  "long-day": { dateStyle: "long" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** How much of a time is shown. */
export type TimeKind = keyof typeof TIMES;

const BYTE_UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** A length of time by its parts, those that are to be shown. */
export interface DurationParts {
  readonly hours?: number;
  readonly minutes?: number;
  readonly seconds?: number;
}

/** The language whose rules hold where nobody asked for another: that of the interface's words. */
export const DEFAULT_LOCALE = "en";

/**
 * Numbers, times, sizes and durations as a locale writes them. What formats them is made at its first use: making one takes a phone
 * 5 to 20 ms, and a page needs few of them.
 */
export class Formats {
  readonly #locales: readonly string[];
  readonly #numbers = new Map<string, Intl.NumberFormat>();
  readonly #times = new Map<string, Intl.DateTimeFormat>();
  #list: Intl.ListFormat | undefined;

  /** By the first of the locales that Intl knows. */
  constructor(locales: readonly string[]) {
    this.#locales = locales;
  }

  /** A whole number: "5,000". */
  count(value: number): string {
    return this.#number("count", NUMBERS.count).format(value);
  }

  /** A share of 1 in whole percent: "46%". */
  percent(share: number): string {
    return this.#number("percent", NUMBERS.percent).format(share);
  }

  /** With at most two digits after the point: "1,234.57". */
  decimal(value: number): string {
    return this.#number("decimal", NUMBERS.decimal).format(value);
  }

  /** With two significant digits, for what is estimated: "1,200", "0.36". */
  credits(value: number): string {
    return this.#number("credits", NUMBERS.credits).format(value);
  }

  /** US dollars, to a tenth of a cent: "$0.15". */
  dollars(value: number): string {
    return this.#number("dollars", NUMBERS.dollars).format(value);
  }

  /** A time, in milliseconds since 1970, in the time zone of where this runs, or in UTC. */
  time(at: number, kind: TimeKind, timeZone?: "UTC"): string {
    const options = { ...TIMES[kind], ...(timeZone === undefined ? {} : { timeZone }) };
    return made(this.#times, `${kind} ${timeZone ?? ""}`, () => new Intl.DateTimeFormat(this.#locales, options)).format(at);
  }

  /** A size, in steps of 1,024: "200 MB". */
  bytes(bytes: number): string {
    const { value, unit } = inSteps(bytes);
    return this.#unit(value, unit, unit === "byte" ? "long" : "short");
  }

  /** How fast bytes come, in steps of 1,024: "1.5 MB/s". */
  byteRate(bytesPerSecond: number): string {
    const { value, unit } = inSteps(Math.round(bytesPerSecond));
    return this.#unit(value, `${unit}-per-second`, "short");
  }

  /** A length of time: "40 sec", "2 hr 10 min". */
  duration({ hours, minutes, seconds }: DurationParts): string {
    const parts = ([[hours, "hour"], [minutes, "minute"], [seconds, "second"]] as const).flatMap(([value, unit]) => (value === undefined ? [] : [this.#unit(value, unit, "short")]));
    if (parts.length < 2) return parts.join("");
    this.#list ??= new Intl.ListFormat(this.#locales, { type: "unit", style: "narrow" });
    return this.#list.format(parts);
  }

  #unit(value: number, unit: string, unitDisplay: "long" | "short"): string {
    const maximumFractionDigits = value < 10 ? 1 : 0;
    return this.#number(`${unit} ${maximumFractionDigits}`, { style: "unit", unit, unitDisplay, maximumFractionDigits }).format(value);
  }

  #number(kind: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
    return made(this.#numbers, kind, () => new Intl.NumberFormat(this.#locales, options));
  }
}

/** Strangers name locales to the server, which must not keep something for each. */
const MAX_KEPT = 50;
const kept = new Map<string, Formats>();

/** How a locale (a BCP 47 tag) writes numbers, times and sizes, the same object each time; English where the tag is malformed or nothing is known of it. */
export function formatsFor(locale: string): Formats {
  const known = kept.get(locale);
  if (known !== undefined) return known;
  const [oldest] = kept.keys();
  if (kept.size >= MAX_KEPT && oldest !== undefined) kept.delete(oldest);
  return made(kept, locale, () => new Formats(isWellFormed(locale) ? [locale, DEFAULT_LOCALE] : [DEFAULT_LOCALE]));
}

function isWellFormed(locale: string): boolean {
  try {
    return Intl.getCanonicalLocales(locale).length === 1;
  } catch {
    return false;
  }
}

function inSteps(bytes: number): { value: number; unit: (typeof BYTE_UNITS)[number] } {
  let value = bytes;
  let step = 0;
  while (value >= 1024 && step < BYTE_UNITS.length - 1) {
    value /= 1024;
    step += 1;
  }
  return { value, unit: BYTE_UNITS[step] ?? "byte" };
}

/** What is there under a key, made at the first time. */
function made<Value>(there: Map<string, Value>, key: string, make: () => Value): Value {
  const present = there.get(key);
  if (present !== undefined) return present;
  const value = make();
  there.set(key, value);
  return value;
}
