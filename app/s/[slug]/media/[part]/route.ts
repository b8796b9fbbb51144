import { publicRoute } from "@/lib/http/route";
import { mediaResponse } from "@/lib/media/media-response";
import { requireSharedFile } from "@/lib/shares/shared-files";

/** A part of what is shared: its audio, peaks, words or transcript. Whether it may be had is looked up for each request. */
export const GET = publicRoute<{ slug: string; part: string }>("/s/[slug]/media/[part]", "Whoever has the link may have what is shared: the slug is the key, and the password where there is one.", async (request, { params }) => {
  const download = new URL(request.url).searchParams.has("download");
  return mediaResponse(request, await requireSharedFile(params.slug, params.part, download), { store: false });
});

export const HEAD = GET;
