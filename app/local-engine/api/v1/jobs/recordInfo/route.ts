import { database } from "@/lib/database/database";
import { EngineError, engineRoute } from "@/lib/local-engine/route";
import { findJob } from "@/lib/local-engine/store";
import { toRecord } from "@/lib/local-engine/wire";

/** Query Task. */
export const GET = engineRoute("/local-engine/api/v1/jobs/recordInfo", async (request) => {
  const job = await findJob(database(), new URL(request.url).searchParams.get("taskId") ?? "");
  if (job === undefined) throw new EngineError(422, "recordInfo is null");
  return toRecord(job);
});
