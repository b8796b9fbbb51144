import { visitorRoute } from "@/lib/http/route";
import { readUnusedRecordings } from "@/lib/recordings/view";
import { renewOwner } from "@/lib/sessions/owner";

/** The owner's recordings that no task uses yet: unfinished uploads above all. */
export const GET = visitorRoute("/api/recordings", async () => {
  const recordings = await readUnusedRecordings(await renewOwner());
  return Response.json({ recordings }, { headers: { "cache-control": "no-store" } });
});
