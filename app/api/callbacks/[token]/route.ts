import { publicRoute } from "@/lib/http/route";
import { noteRequest } from "@/lib/http/request-log";
import { countOutcome, lookNow, requireTaskByToken, verifyNotice } from "@/lib/tasks/callback";

/** The engine's hint that a task has news. What it says is not believed: the record is read again. */
export const POST = publicRoute<{ token: string }>("/api/callbacks/[token]", async (request, { params }) => {
  await countOutcome(async () => {
    const task = await requireTaskByToken(params.token);
    noteRequest({ taskId: task.id });
    const notice = await verifyNotice(request);
    await lookNow(task, notice);
  });
  return Response.json({ ok: true });
});
