import { ownerRoute } from "@/lib/http/route";
import { SANDBOX_POLICY } from "@/lib/http/security-headers";
import { attachment } from "@/lib/media/media-response";
import { exportTranscript } from "@/lib/tasks/export-transcript";

/** The owner's transcript in one of the forms that it can be downloaded in. */
export const GET = ownerRoute<{ taskId: string; format: string }>("/api/tasks/[taskId]/exports/[format]", async (_request, { params, owner }) => {
  const { body, contentType, fileName } = await exportTranscript(owner.id, params.taskId, params.format);
  return new Response(body, {
    headers: {
      "cache-control": "no-store",
      "content-disposition": attachment(fileName),
      "content-type": contentType,
      "content-security-policy": SANDBOX_POLICY,
      "x-content-type-options": "nosniff",
    },
  });
});
