import { visitorRoute } from "@/lib/http/route";
import { mediaResponse } from "@/lib/media/media-response";
import { requireSampleFile } from "@/lib/tasks/samples";

/** This instance's sample of a voice, for every visitor. */
export const GET = visitorRoute<{ voice: string }>("/api/voices/[voice]/sample", async (request, { params }) =>
  mediaResponse(request, await requireSampleFile(params.voice)),
);

export const HEAD = GET;
