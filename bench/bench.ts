import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { benchReading } from "./reading";
import { type Measure, toTable } from "./table";
import { benchTranscripts } from "./transcripts";
import { benchUploads } from "./uploads";

/** Measures speed and memory, each beside something plain that is measured in the same run, and prints a table. */
const folder = await mkdtemp(path.join(tmpdir(), "soundcheck-bench-"));
try {
  const measures: Measure[] = [];
  for (const [what, bench] of [["transcripts", benchTranscripts], ["uploads", benchUploads], ["reading", benchReading]] as const) {
    process.stdout.write(`Measuring ${what} …\n`);
    measures.push(...(await bench(folder)));
  }
  process.stdout.write(`\n${toTable(measures)}\n`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
