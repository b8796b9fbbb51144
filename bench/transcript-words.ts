import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { type PackedTranscript, packTranscript } from "@/lib/transcripts/packed-transcript";
import { readTranscript } from "@/lib/transcripts/read-result";
import { median } from "./load";
import { droppedFrames, type MeasuredPage, THROTTLES, withMeasuredPages } from "./measured-page";
import type { Measure } from "./table";
import { resultOf } from "./transcripts";
import type { YardstickDriver } from "./yardsticks/yardstick";

const YARDSTICKS = { ours: "ours.ts", limit: "limit.ts", usual: "usual.tsx" } as const;
type Way = keyof typeof YARDSTICKS;

const COUNTS = [27_000, 100_000];
/** All of them are in sight at the top of the page, so that nothing scrolls meanwhile. The usual way takes too long for more. */
const WORDS = { ours: 100, limit: 100, usual: 3 } as const;
const RUNS = 3;
const SCROLL = { pixelsPerSecond: 4_000, durationMs: 5_000 };

const LIMIT = "a bare page of text nodes, one range that moves";
const USUAL = "a React list of words and a currentTime state";

interface Figures {
  readonly mountMs: number;
  readonly mountWorkMs: number;
  readonly wordMs: number;
  readonly dropped: number;
}

/** What a transcript costs to show, to follow and to scroll, beside the least that a browser can do and the usual way. */
export async function benchTranscriptWords(): Promise<Measure[]> {
  const scripts = await bundleYardsticks();
  const style = builtStyle();
  const measures: Measure[] = [];
  for (const count of COUNTS) {
    const packed = packTranscript(readTranscript(resultOf(count), count * 400));
    for (const throttle of THROTTLES) {
      const figures = async (way: Way) => {
        process.stdout.write(`  ${count.toLocaleString("en")} words at ${throttle}×: ${way}\n`);
        const all: Figures[] = [];
        for (let run = 0; run < (way === "usual" ? 1 : RUNS); run += 1) {
          all.push(await withMeasuredPages(async (open) => measureWay(await open(), { script: scripts[way], style, packed, throttle, words: WORDS[way], scrolls: run === 0 && way !== "usual" })));
        }
        const middle = (of: (figures: Figures) => number) => median(all.map(of));
        return { mountMs: middle((each) => each.mountMs), mountWorkMs: middle((each) => each.mountWorkMs), wordMs: middle((each) => each.wordMs), dropped: all[0]?.dropped ?? 0 };
      };
      const [ours, limit, usual] = [await figures("ours"), await figures("limit"), await figures("usual")];
      const what = `${count.toLocaleString("en")} words at ${throttle}×`;
      measures.push(
        { what: `${what}: main-thread work a word`, measured: ours.wordMs, beside: LIMIT, plain: limit.wordMs, unit: "ms" },
        { what: `${what}: the same`, measured: ours.wordMs, beside: USUAL, plain: usual.wordMs, unit: "ms" },
        { what: `${what}: until its first words are painted`, measured: ours.mountMs, beside: LIMIT, plain: limit.mountMs, unit: "ms" },
        { what: `${what}: the same`, measured: ours.mountMs, beside: USUAL, plain: usual.mountMs, unit: "ms" },
        { what: `${what}: main-thread work until all of it is there`, measured: ours.mountWorkMs, beside: LIMIT, plain: limit.mountWorkMs, unit: "ms" },
        { what: `${what}: frames dropped in 5 s at 4,000 px/s`, measured: ours.dropped, beside: LIMIT, plain: limit.dropped, unit: "frames" },
      );
    }
  }
  return measures;
}

interface WayOptions {
  readonly script: string;
  readonly style: string;
  readonly packed: PackedTranscript;
  readonly throttle: number;
  readonly words: number;
  readonly scrolls: boolean;
}

async function measureWay({ page, throttle, workMs }: MeasuredPage, way: WayOptions): Promise<Figures> {
  await page.addStyleTag({ content: way.style });
  await page.addScriptTag({ content: way.script });
  await page.evaluate((packed) => driver().prepare(packed), way.packed);
  await throttle(way.throttle);
  let mountMs = 0;
  const mountWorkMs = await workMs(async () => {
    mountMs = await page.evaluate(() => driver().mount());
    // What is built little by little is all there when nothing was added for a while.
    await page.evaluate(async () => {
      for (let [quiet, nodes] = [0, -1]; quiet < 5; ) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        const now = document.querySelectorAll("p").length;
        quiet = now === nodes ? quiet + 1 : 0;
        nodes = now;
      }
    });
  });
  const play = (from: number) => workMs(() => page.evaluate(([first, words]) => driver().play(first, words), [from, way.words] as const));
  // Once for what is compiled and laid out the first time.
  await play(0);
  const [idle, lit] = [await play(-1), await play(0)];
  const dropped = way.scrolls ? await droppedFrames(page, SCROLL.pixelsPerSecond, SCROLL.durationMs) : 0;
  return { mountMs, mountWorkMs, wordMs: Math.max(lit - idle, 0) / way.words, dropped };
}

/** In the page: what the bundle of a way has left there. */
declare function driver(): YardstickDriver;

async function bundleYardsticks(): Promise<Record<Way, string>> {
  const { outputFiles } = await build({
    entryPoints: Object.fromEntries(Object.entries(YARDSTICKS).map(([way, file]) => [way, `bench/yardsticks/${file}`])),
    outdir: "yardsticks",
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"production"' },
  });
  const text = (way: Way) => outputFiles.find((file) => path.basename(file.path) === `${way}.js`)?.text ?? "";
  return { ours: text("ours"), limit: text("limit"), usual: text("usual") };
}

/** The style of the built app. */
function builtStyle(): string {
  const folder = path.resolve(".next/static");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".css"));
  return files.map((file) => readFileSync(path.join(folder, file), "utf8")).join("\n");
}
