import { databaseHealth } from "@/lib/database/health";
import { env } from "@/lib/env";
import { publicRoute } from "@/lib/http/route";
import { log } from "@/lib/log";
import { storageHealth } from "@/lib/storage/health";
import packageJson from "@/package.json";

/** Whether the app can work: 200 when its database and its folder of files can be written, else 503 with what is wrong. */
export const GET = publicRoute("/api/health", async () => {
  const [database, storage] = await Promise.all([databaseHealth(), storageHealth()]);
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
