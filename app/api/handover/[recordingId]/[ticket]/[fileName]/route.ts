import { publicRoute } from "@/lib/http/route";
import { mediaResponse } from "@/lib/media/media-response";
import { requireLinkedFile } from "@/lib/recordings/signed-link";

/** A recording, for the engine that was given its signed link. */
export const GET = publicRoute<{ recordingId: string; ticket: string }>("/api/handover/[recordingId]", "the engine has no session; the signed ticket names one file and expires", async (request, { params }) =>
  mediaResponse(request, await requireLinkedFile(params.recordingId, params.ticket)),
);

export const HEAD = GET;
