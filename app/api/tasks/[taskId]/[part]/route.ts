import { mediaResponse } from "@/lib/media/media-response";
import { ownerRoute } from "@/lib/http/route";
import { requireTaskFile } from "@/lib/tasks/files";

/** A part of the owner's finished task: its audio, peaks or words. */
export const GET = ownerRoute<{ taskId: string; part: string }>("/api/tasks/[taskId]/[part]", async (request, { params, owner }) => {
  const download = new URL(request.url).searchParams.has("download");
  return mediaResponse(request, await requireTaskFile(owner.id, params.taskId, params.part, download));
});

export const HEAD = GET;
