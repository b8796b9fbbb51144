import { visitorRoute } from "@/lib/http/route";
import { listSamples } from "@/lib/tasks/samples";

/** Which voices have a sample on this instance, for every visitor. */
export const GET = visitorRoute("/api/voices", async () =>
  Response.json(await listSamples(), { headers: { "cache-control": "no-store" } }),
);
