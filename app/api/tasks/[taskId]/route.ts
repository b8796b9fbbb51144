import { notFound, ownerRoute } from "@/lib/http/route";
import { readTask } from "@/lib/tasks/view";

/** One of the owner's tasks. */
export const GET = ownerRoute<{ taskId: string }>("/api/tasks/[taskId]", async (_request, { params, owner }) => {
  const task = await readTask(owner.id, params.taskId);
  if (task === undefined) throw notFound();
  return Response.json(task, { headers: { "cache-control": "no-store" } });
});
