import { publicRoute } from "@/lib/http/route";
import { readOwner } from "@/lib/sessions/owner";
import { readTakes } from "@/lib/tasks/view";

/** A page of the owner's takes, newest first; who has made nothing yet has none. */
export const GET = publicRoute("/api/tasks", async (request) => {
  const cursor = new URL(request.url).searchParams.get("cursor");
  const takes = await readTakes(await readOwner(), cursor);
  return Response.json(takes, { headers: { "cache-control": "no-store" } });
});
