import { publicRoute } from "@/lib/http/route";
import { readOwner } from "@/lib/sessions/owner";
import { readShares } from "@/lib/shares/view";

/** The owner's shares, newest first, or those of one task; who has made nothing yet has none. */
export const GET = publicRoute("/api/shares", async (request) => {
  const taskId = new URL(request.url).searchParams.get("taskId") ?? undefined;
  return Response.json({ shares: await readShares(await readOwner(), taskId) }, { headers: { "cache-control": "no-store" } });
});
