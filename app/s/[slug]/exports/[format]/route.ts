import { exportResponse } from "@/lib/media/export-response";
import { publicRoute } from "@/lib/http/route";
import { exportShared } from "@/lib/shares/shared-files";

/** The shared transcript in one of the forms that it can be downloaded in. */
export const GET = publicRoute<{ slug: string; format: string }>("/s/[slug]/exports/[format]", async (_request, { params }) => exportResponse(await exportShared(params.slug, params.format)));
