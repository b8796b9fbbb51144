import { readFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { benchCallbacks } from "./callbacks";
import { benchEvents } from "./events";
import { benchFirstSound } from "./first-sound";
import { benchInstances } from "./instances";
import { benchLargeCallbacks } from "./large-callbacks";
import { benchLivePage } from "./live-page";
import { benchMedia } from "./media";
import { benchMillion } from "./million";
import { benchReading } from "./reading";
import { replaceSection, toSection } from "./report";
import { benchResources } from "./resources";
import { benchShutdown } from "./shutdown";
import type { Measure } from "./table";
import { benchTranscriptPage } from "./transcript-page";
import { benchTranscriptWords } from "./transcript-words";
import { benchTranscripts } from "./transcripts";
import { benchUploads } from "./uploads";

const PARTS: Readonly<Record<string, (folder: string) => Promise<Measure[]>>> = {
  transcripts: benchTranscripts,
  "transcript-words": benchTranscriptWords,
  "transcript-page": benchTranscriptPage,
  uploads: benchUploads,
  reading: benchReading,
  media: benchMedia,
  callbacks: benchCallbacks,
  instances: benchInstances,
  "large-callbacks": benchLargeCallbacks,
  events: benchEvents,
  "live-page": benchLivePage,
  "first-sound": benchFirstSound,
  resources: benchResources,
  shutdown: benchShutdown,
  million: benchMillion,
};
/** Where the tables stand; that of a million tasks with what is said about it. */
const DOCUMENTS: Readonly<Record<string, string>> = { million: "docs/scale.md" };
const DOCUMENT = "docs/benchmarks.md";

/**
 * Measures speed and memory, each beside something plain that is measured in the same run, and prints a table of each part. Takes the
 * names of the parts to measure, all of them when there is none, and `--write` to put the tables into docs/benchmarks.md.
 */
const names = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const writes = process.argv.includes("--write");
const unknown = names.filter((name) => PARTS[name] === undefined);
if (unknown.length > 0) {
  process.stderr.write(`There is no part "${unknown.join('", "')}": there are ${Object.keys(PARTS).join(", ")}.\n`);
  process.exit(1);
}
const folder = await mkdtemp(path.join(tmpdir(), "soundcheck-bench-"));
try {
  for (const [name, bench] of Object.entries(PARTS).filter(([part]) => names.length === 0 || names.includes(part))) {
    process.stdout.write(`Measuring ${name} …\n`);
    const section = toSection(await bench(folder));
    process.stdout.write(`\n${section}\n\n`);
    const document = DOCUMENTS[name] ?? DOCUMENT;
    if (writes) await writeFile(document, replaceSection(await readFile(document, "utf8"), name, section));
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
