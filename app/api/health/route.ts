import { database } from "@/lib/database/database";
import { env } from "@/lib/env";
import { publicRoute } from "@/lib/http/route";
import { log } from "@/lib/log";
import packageJson from "@/package.json";

/** Whether the app can work: 200 when its database answers, else 503. */
export const GET = publicRoute("/api/health", async () => {
  const answers = await database()
    .selectFrom("task")
    .select("id")
    .limit(1)
    .execute()
    .then(() => true)
    .catch((error: unknown) => {
      log.error({ err: error }, "database does not answer");
      return false;
    });
  return Response.json(
    { ok: answers, version: packageJson.version, engine: env().engine, database: answers ? "ok" : "unreachable" },
    { status: answers ? 200 : 503, headers: { "cache-control": "no-store" } },
  );
});
