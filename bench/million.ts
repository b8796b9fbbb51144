import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Costs } from "./million-queries";
import { startPostgres } from "@/scripts/services/postgres.mjs";
import { newDatabase } from "./databases";
import type { Measure } from "./table";

const FEW = 1_000;
const MANY = Number(process.env["BENCH_TASKS"] ?? 1_000_000);
const PLANS = ".cache/bench/plans.txt";
/** What reads a table, or an index, from its beginning to its end. */
const WHOLE = /^\s*(?:->\s*)?(?:SCAN (?:task|file|recording|share|work)\b|Seq Scan on (?:task|file|recording|share|work)\b|Parallel Seq Scan)/;

/** The app's own queries on a million tasks, beside the same on a thousand, on both databases; the plans go to a file. */
export async function benchMillion(folder: string): Promise<Measure[]> {
  const postgres = await startPostgres();
  try {
    const sqlite = { few: await measure({ DATA_DIR: path.join(folder, "few") }, FEW), many: await measure({ DATA_DIR: path.join(folder, "many") }, MANY) };
    const shared = async (count: number) => measure({ DATA_DIR: folder, ...(await newDatabase(postgres, `tasks_${count}`)) }, count);
    const postgresql = { few: await shared(FEW), many: await shared(MANY) };
    await mkdir(path.dirname(PLANS), { recursive: true });
    await writeFile(PLANS, [plansText("SQLite", sqlite.many), plansText("PostgreSQL", postgresql.many)].join("\n"));
    return [...compare("SQLite", sqlite), ...compare("PostgreSQL", postgresql)];
  } finally {
    postgres.remove();
  }
}

async function measure(settings: Readonly<Record<string, string>>, count: number): Promise<Costs> {
  await mkdir(settings["DATA_DIR"] ?? "", { recursive: true });
  const child = spawn(process.execPath, ["dist/million-queries.mjs", String(count)], { env: { PATH: process.env["PATH"], NODE_ENV: "production", LOG_LEVEL: "warn", STORAGE_LIMIT_BYTES: "1000000000000000", ...settings }, stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (some: string) => (text += some));
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) throw new Error(`The queries ended with ${code ?? "a signal"}.`);
  return JSON.parse(text) as Costs;
}

function compare(name: string, { few, many }: { few: Costs; many: Costs }): Measure[] {
  const beside = `the same with ${FEW.toLocaleString("en")} tasks`;
  return [
    ...many.costs.map(({ what, ms, plans }, index): Measure => ({
      what: `${name}: ${what}${plans.some((plan) => WHOLE.test(plan)) ? " (reads a whole table)" : ""}`,
      measured: ms,
      beside,
      plain: few.costs[index]?.ms ?? Number.NaN,
      unit: "ms",
    })),
    { what: `${name}: the size of the database`, measured: many.sizeBytes / 1e6, beside, plain: few.sizeBytes / 1e6, unit: "MB" },
  ];
}

function plansText(name: string, { costs }: Costs): string {
  return costs.map(({ what, ms, plans }) => `${name}: ${what}, ${ms.toFixed(1)} ms\n${plans.map((plan) => `    ${plan}`).join("\n")}\n`).join("\n");
}
