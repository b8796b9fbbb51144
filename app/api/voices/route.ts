import { publicRoute } from "@/lib/http/route";
import { listSamples } from "@/lib/tasks/samples";

/** Which voices have a sample on this instance, for every visitor. */
export const GET = publicRoute("/api/voices", async () =>
  Response.json(await listSamples(), { headers: { "cache-control": "no-store" } }),
);
