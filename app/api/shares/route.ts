import { visitorRoute } from "@/lib/http/route";
import { readShares } from "@/lib/shares/view";

/** The owner's shares, newest first, or those of one task; who has made nothing yet has none. */
export const GET = visitorRoute("/api/shares", async (request, { owner }) => {
  const taskId = new URL(request.url).searchParams.get("taskId") ?? undefined;
  return Response.json({ shares: await readShares(owner, taskId) }, { headers: { "cache-control": "no-store" } });
});
