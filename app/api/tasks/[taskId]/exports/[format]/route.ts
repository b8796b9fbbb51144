import { ownerRoute } from "@/lib/http/route";
import { exportResponse } from "@/lib/media/export-response";
import { exportTranscript } from "@/lib/tasks/export-transcript";

/** The owner's transcript in one of the forms that it can be downloaded in. */
export const GET = ownerRoute<{ taskId: string; format: string }>("/api/tasks/[taskId]/exports/[format]", async (_request, { params, owner }) =>
  exportResponse(await exportTranscript(owner.id, params.taskId, params.format)),
);
