import { publicRoute } from "@/lib/http/route";
import { requireTaskByToken, lookNow, verifyNotice } from "@/lib/tasks/callback";

/** The engine's hint that a task has news. What it says is not believed: the record is read again. */
export const POST = publicRoute<{ token: string }>("/api/callbacks/[token]", async (request, { params }) => {
  const task = await requireTaskByToken(params.token);
  const notice = await verifyNotice(request);
  await lookNow(task, notice);
  return Response.json({ ok: true });
});
