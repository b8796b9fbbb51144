import { ownerRoute } from "@/lib/http/route";
import { mediaResponse } from "@/lib/media/media-response";
import { requireRecordingAudio } from "@/lib/recordings/owned";

/** What the owner's recording is heard from, before it has a task, too. */
export const GET = ownerRoute<{ recordingId: string }>("/api/recordings/[recordingId]/audio", async (request, { params, owner }) =>
  mediaResponse(request, await requireRecordingAudio(owner.id, params.recordingId)),
);

export const HEAD = GET;
