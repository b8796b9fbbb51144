/** Something measured beside something plain. */
export interface Measure {
  readonly what: string;
  readonly measured: number;
  /** What it is measured beside, in the same run. */
  readonly beside: string;
  readonly plain: number;
  readonly unit: "ms" | "MB" | "per s" | "frames";
}

/** The measures as a table in Markdown, with the ratio of each. */
export function toTable(measures: readonly Measure[]): string {
  const rows = measures.map(({ what, measured, beside, plain, unit }) => {
    const ratio = plain === 0 ? "" : (measured / plain).toFixed(2);
    return `| ${what} | ${round(measured)} ${unit} | ${beside} | ${round(plain)} ${unit} | ${ratio} |`;
  });
  return ["| what | measured | beside | plain | ratio |", "|---|---|---|---|---|", ...rows].join("\n");
}

function round(value: number): string {
  return value < 10 ? value.toFixed(1) : Math.round(value).toLocaleString("en");
}
