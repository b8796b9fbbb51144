import { databaseHealth } from "@/lib/database/health";
import { env } from "@/lib/env";
import type { AppError } from "@/lib/http/app-error";
import { publicRoute } from "@/lib/http/route";
import { processWide } from "@/lib/lifetime";
import { log } from "@/lib/log";
import { storageHealth } from "@/lib/storage/health";
import packageJson from "@/package.json";

/** However often it is asked for, the health is looked at once in this time: it costs a write. */
const VALID_MS = 1_000;

interface Health {
  readonly lookedAt: number;
  readonly problems: Promise<readonly (AppError | undefined)[]>;
}

const latest = () => processWide<{ health: Health | undefined }>("health", () => ({ health: undefined }));

function look(): Health {
  const now = performance.now();
  const { health } = latest();
  if (health !== undefined && now - health.lookedAt < VALID_MS) return health;
  const fresh = { lookedAt: now, problems: Promise.all([databaseHealth(), storageHealth()]) };
  latest().health = fresh;
  return fresh;
}

/** Whether the app can work: 200 when its database and its files can be written, else 503 with what is wrong. */
export const GET = publicRoute("/api/health", "a supervisor without a session asks whether the app works", async () => {
  const [database, storage] = await look().problems;
  const problem = database ?? storage;
  if (problem !== undefined) log.error({ err: problem }, "not healthy");
  return Response.json(
    {
      ok: problem === undefined,
      version: packageJson.version,
      engine: env().engine,
      database: database?.code ?? "ok",
      storage: storage?.code ?? "ok",
      ...(problem === undefined ? {} : { problem: problem.message }),
    },
    { status: problem === undefined ? 200 : 503, headers: { "cache-control": "no-store" } },
  );
});
