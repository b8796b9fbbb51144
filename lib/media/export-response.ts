import "server-only";
import { SANDBOX_POLICY } from "@/lib/http/security-headers";
import { attachment } from "@/lib/media/media-response";
import type { TranscriptExport } from "@/lib/transcripts/exports/export-as";

/** The answer that saves an export. */
export function exportResponse({ body, contentType, fileName }: TranscriptExport): Response {
  return new Response(body, {
    headers: {
      "cache-control": "no-store",
      "content-disposition": attachment(fileName),
      "content-type": contentType,
      "content-security-policy": SANDBOX_POLICY,
      "x-content-type-options": "nosniff",
    },
  });
}
