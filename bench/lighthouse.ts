import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromium } from "@playwright/test";
import lighthouse from "lighthouse";
import { freePort } from "@/e2e/app-process";
import { makeThreeHours } from "./three-hours";

/** What a page must have of a hundred, on a phone as Lighthouse imagines it (a slow processor and a slow network). */
const LEAST = { performance: 95, accessibility: 100 } as const;
/** Of so many runs the middle one counts: the machine has other things to do, too. */
const RUNS = Number(process.argv[2] ?? 3);

interface Score {
  readonly performance: number;
  readonly accessibility: number;
  readonly metrics: string;
  readonly failed: readonly string[];
}

const METRICS = ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift", "speed-index"];

const folder = await mkdtemp(path.join(tmpdir(), "soundcheck-lighthouse-"));
const port = await freePort();
const made = await makeThreeHours(folder);
const browser = await chromium.launch({ args: ["--no-sandbox", `--remote-debugging-port=${port}`], ...(process.env["CHROMIUM_PATH"] === undefined ? {} : { executablePath: process.env["CHROMIUM_PATH"] }) });
try {
  const pages = { "a share of three hours": made.sharePath, "its embedded player": `${made.sharePath}/embed`, "text to speech": "/", "speech to text": "/transcribe", "a transcript of three hours": made.taskPath };
  process.stdout.write("| page | performance | accessibility | |\n|---|---|---|---|\n");
  for (const [name, address] of Object.entries(pages)) {
    // Whoever has a link has no cookie.
    const { performance, accessibility, metrics, failed } = await measure(`${made.url}${address}`, address.startsWith("/s/") ? {} : { cookie: made.cookie });
    process.stdout.write(`| ${name} | ${performance} | ${accessibility} | ${metrics} |\n`);
    for (const what of failed) process.stdout.write(`  ${what}\n`);
    if (performance < LEAST.performance || accessibility < LEAST.accessibility) process.exitCode = 1;
  }
} finally {
  await browser.close();
  await made.end();
  await rm(folder, { recursive: true, force: true });
}

/** The middle one of several runs, by performance. */
async function measure(url: string, extraHeaders: Record<string, string>): Promise<Score> {
  const scores: Score[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const result = await lighthouse(url, { port, output: "json", onlyCategories: Object.keys(LEAST), extraHeaders, logLevel: "error" });
    if (result === undefined) throw new Error(`Lighthouse gave no result for ${url}.`);
    const { categories, audits } = result.lhr;
    const scoreOf = (category: string) => Math.round((categories[category]?.score ?? 0) * 100);
    scores.push({
      performance: scoreOf("performance"),
      accessibility: scoreOf("accessibility"),
      metrics: METRICS.map((id) => `${audits[id]?.title ?? id} ${audits[id]?.displayValue ?? ""}`).join(", "),
      failed: categories["accessibility"]?.auditRefs.filter(({ id, weight }) => weight > 0 && audits[id]?.score === 0).map(({ id }) => `${id}: ${audits[id]?.title ?? ""}`) ?? [],
    });
  }
  scores.sort((a, b) => a.performance - b.performance);
  const middle = scores[Math.floor(scores.length / 2)];
  if (middle === undefined) throw new Error("Nothing was measured.");
  return middle;
}
