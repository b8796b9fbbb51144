import { publicRoute } from "@/lib/http/route";
import { noteRequest } from "@/lib/http/request-log";
import { countOutcome, lookNow, requireTaskByToken, verifyNotice } from "@/lib/tasks/callback";

/** The engine's hint that a task has news. What it says is not believed: the record is read again. */
export const POST = publicRoute<{ token: string }>("/api/callbacks/[token]", "the vendor calls it; the token names the task, and what is said is not believed", async (request, { params }) => {
  await countOutcome(async () => {
    const task = await requireTaskByToken(params.token);
    noteRequest({ taskId: task.id });
    const notice = await verifyNotice(request);
    await lookNow(task, notice);
  });
  return Response.json({ ok: true });
});
