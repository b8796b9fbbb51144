import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "@playwright/test";
import { freePort } from "@/scripts/services/free-port.mjs";
import { startEmptyApp } from "./empty-app";
import { makeThreeHours } from "./three-hours";

/** What a page must have of a hundred, on a phone as Lighthouse imagines it (a slow processor and a slow network). */
const LEAST = { performance: 95, accessibility: 100, "best-practices": 100 } as const;
/** What only a page must have that strangers may find. */
const FOUND = ["text to speech", "speech to text"];
const CATEGORIES = [...Object.keys(LEAST), "seo"];
/** Of so many runs the middle one counts: the machine has other things to do, too. */
const RUNS = 3;

/** The part of Lighthouse's program that is called; it is no dependency of ours. */
type Lighthouse = (url: string, flags: Readonly<Record<string, unknown>>) => Promise<{ lhr: Report } | undefined>;
interface Report {
  readonly categories: Readonly<Record<string, { readonly score: number | null; readonly auditRefs: readonly { readonly id: string; readonly weight: number }[] }>>;
  readonly audits: Readonly<Record<string, { readonly title: string; readonly score: number | null; readonly displayValue?: string }>>;
}

interface Score {
  /** By category, of a hundred. */
  readonly scores: Readonly<Record<string, number>>;
  readonly metrics: string;
  readonly failed: readonly string[];
}

const METRICS = ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift", "speed-index"];

/**
 * Measures the pages of the built app, the transcript's with three hours of speech, and prints a table; of all pages those whose name has
 * these words. `program` is where Lighthouse's main file is. Says whether they have what they must.
 */
export async function measurePages(program: string, executablePath: string, words: readonly string[]): Promise<boolean> {
  const { default: lighthouse } = (await import(pathToFileURL(program).href)) as { default: Lighthouse };
  const folder = await mkdtemp(path.join(tmpdir(), "soundcheck-lighthouse-"));
  const port = await freePort();
  const made = await makeThreeHours(folder);
  const empty = await startEmptyApp();
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", `--remote-debugging-port=${port}`] });
  const flags = (extraHeaders: Readonly<Record<string, string>>) => ({ port, output: "json", onlyCategories: CATEGORIES, extraHeaders, logLevel: "error" });
  let allWell = true;
  try {
    process.stdout.write(`| page | ${CATEGORIES.join(" | ")} | |\n|${"---|".repeat(CATEGORIES.length + 2)}\n`);
    // What the framework and the machine leave to every page of ours.
    await show("an empty page of Next.js", () => lighthouse(`${empty.url}/`, flags({})));
    const pages = { "a share of three hours": made.sharePath, "its embedded player": `${made.sharePath}/embed`, "text to speech": "/", "speech to text": "/transcribe", "a take": made.takePath, "a transcript of three hours": made.taskPath };
    for (const [name, address] of Object.entries(pages).filter(([page]) => words.every((word) => page.includes(word)))) {
      // Whoever has a link has no cookie.
      const extraHeaders = address.startsWith("/s/") ? {} : { cookie: made.cookie };
      const { scores } = await show(name, () => lighthouse(`${made.url}${address}`, flags(extraHeaders)));
      const least = FOUND.includes(name) ? { ...LEAST, seo: 100 } : LEAST;
      allWell &&= Object.entries(least).every(([category, score]) => (scores[category] ?? 0) >= score);
    }
    return allWell;
  } finally {
    await browser.close();
    await empty.end();
    await made.end();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Measures a page and prints its line of the table. */
async function show(name: string, run: () => ReturnType<Lighthouse>): Promise<Score> {
  const score = await measure(run);
  process.stdout.write(`| ${name} | ${CATEGORIES.map((category) => score.scores[category]).join(" | ")} | ${score.metrics} |\n${score.failed.map((what) => `  ${what}\n`).join("")}`);
  return score;
}

/** The middle one of several runs, by performance. */
async function measure(run: () => ReturnType<Lighthouse>): Promise<Score> {
  const runs: Score[] = [];
  while (runs.length < RUNS) {
    const result = await run();
    if (result === undefined) throw new Error("Lighthouse gave no result.");
    const { categories, audits } = result.lhr;
    runs.push({
      scores: Object.fromEntries(CATEGORIES.map((category) => [category, Math.round((categories[category]?.score ?? 0) * 100)])),
      metrics: METRICS.map((id) => `${audits[id]?.title ?? id} ${audits[id]?.displayValue ?? ""}`).join(", "),
      failed: Object.entries(categories)
        .flatMap(([category, { auditRefs }]) => (category === "performance" ? [] : auditRefs))
        .filter(({ id, weight }) => weight > 0 && audits[id]?.score === 0)
        .map(({ id }) => `${id}: ${audits[id]?.title ?? ""}`),
    });
  }
  runs.sort((a, b) => (a.scores["performance"] ?? 0) - (b.scores["performance"] ?? 0));
  const middle = runs[Math.floor(runs.length / 2)];
  if (middle === undefined) throw new Error("Nothing was measured.");
  return middle;
}
