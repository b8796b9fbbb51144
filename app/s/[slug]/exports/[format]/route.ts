import { exportResponse } from "@/lib/media/export-response";
import { publicRoute } from "@/lib/http/route";
import { exportShared } from "@/lib/shares/shared-files";

/** The shared transcript in one of the forms that it can be downloaded in. */
export const GET = publicRoute<{ slug: string; format: string }>(
  "/s/[slug]/exports/[format]",
  "Whoever has the link may have what is shared: the slug is the key, and the password where there is one.",
  async (_request, { params }) => exportResponse(await exportShared(params.slug, params.format)),
);
