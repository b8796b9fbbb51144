import { visitorRoute } from "@/lib/http/route";
import { readRates } from "@/lib/tasks/rates";

/** What a character has cost on this instance, for the estimate before a click. */
export const GET = visitorRoute("/api/rates", async () =>
  Response.json(await readRates(), { headers: { "cache-control": "no-store" } }),
);
