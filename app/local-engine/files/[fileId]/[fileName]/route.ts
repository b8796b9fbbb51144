import { database } from "@/lib/database/database";
import { notFound, publicRoute } from "@/lib/http/route";
import { findEngineFile } from "@/lib/local-engine/store";
import { mediaResponse } from "@/lib/media/media-response";

/** A file of the local engine: whoever has the link may read it, as with the vendor's links. */
export const GET = publicRoute<{ fileId: string }>("/local-engine/files/[fileId]/[fileName]", "whoever was given the link reads the file, as with the vendor's links", async (request, { params }) => {
  const file = await findEngineFile(database(), params.fileId);
  if (file === undefined) throw notFound();
  return mediaResponse(request, {
    storageKey: file.storage_key,
    contentType: file.content_type,
    sizeBytes: file.size_bytes,
    sha256: file.sha256,
  });
});

export const HEAD = GET;
