import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { benchCallbacks } from "./callbacks";
import { benchEvents } from "./events";
import { benchLargeCallbacks } from "./large-callbacks";
import { benchLivePage } from "./live-page";
import { benchReading } from "./reading";
import { benchShutdown } from "./shutdown";
import { type Measure, toTable } from "./table";
import { benchTranscripts } from "./transcripts";
import { benchUploads } from "./uploads";

const PARTS: Readonly<Record<string, (folder: string) => Promise<Measure[]>>> = {
  transcripts: benchTranscripts,
  uploads: benchUploads,
  reading: benchReading,
  callbacks: benchCallbacks,
  "large-callbacks": benchLargeCallbacks,
  events: benchEvents,
  "live-page": benchLivePage,
  shutdown: benchShutdown,
};

/**
 * Measures speed and memory, each beside something plain that is measured in the same run, and prints a table. Takes the names of
 * the parts to measure; all of them when there is none.
 */
const names = process.argv.slice(2);
const unknown = names.filter((name) => PARTS[name] === undefined);
if (unknown.length > 0) {
  process.stderr.write(`There is no part "${unknown.join('", "')}": there are ${Object.keys(PARTS).join(", ")}.\n`);
  process.exit(1);
}
const folder = await mkdtemp(path.join(tmpdir(), "soundcheck-bench-"));
try {
  const measures: Measure[] = [];
  for (const [name, bench] of Object.entries(PARTS).filter(([part]) => names.length === 0 || names.includes(part))) {
    process.stdout.write(`Measuring ${name} …\n`);
    measures.push(...(await bench(folder)));
  }
  process.stdout.write(`\n${toTable(measures)}\n`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
