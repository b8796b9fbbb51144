import "server-only";
import { cache } from "react";
import { accessShare } from "@/lib/shares/access";
import { frozenNames } from "@/lib/shares/frozen";
import type { SharedAudio, SharedResult, ShareOpening } from "@/lib/shares/schema";
import { sharedParts } from "@/lib/shares/shared-files";
import type { ShareRow } from "@/lib/shares/store";
import { readStoredTranscript, readStoredWords } from "@/lib/tasks/stored-results";
import { frozenOf, includesOf, passageOf, sharePath } from "@/lib/shares/view";
import { MADE_FORMATS } from "@/lib/transcripts/exports/export-as";

/** What a link leads to for whoever asks, and what of it may be shown. Read once for a request, however often it is called. */
export const openShare = cache(async (slug: string): Promise<ShareOpening> => {
  const access = await accessShare(slug);
  if (access.state === "missing" || access.state === "gone") return { state: access.state };
  if (access.state === "locked") return { state: "locked", url: sharePath(slug) };
  return { state: "open", result: await readResult(access.share) };
});

async function readResult(share: ShareRow): Promise<SharedResult> {
  const frozen = frozenOf(share);
  const includes = includesOf(share);
  const parts = await sharedParts(share);
  const url = sharePath(share.slug);
  const allowDownloads = share.allow_downloads === 1;
  const audio: SharedAudio | null =
    parts.audio === undefined
      ? null
      : {
          url: `${url}/media/audio`,
          downloadUrl: allowDownloads ? `${url}/media/audio?download=1` : null,
          contentType: parts.audio.content_type,
          sizeBytes: parts.audio.size_bytes,
          peaksUrl: parts.peaks === undefined ? null : `${url}/media/peaks`,
        };
  const base = {
    title: share.title,
    url,
    durationMs: frozen.durationMs,
    audio,
    allowDownloads,
    passage: passageOf(share),
    hasPassword: share.password_hash !== null,
    frozenAt: share.frozen_at,
  };
  if (frozen.kind === "speech") {
    return {
      ...base,
      kind: "speech",
      text: includes.transcript ? frozen.text : null,
      words: parts.words === undefined ? null : await readStoredWords(parts.words.storage_key),
      settings: includes.settings ? frozen.settings : null,
    };
  }
  const transcript = parts.transcript === undefined ? null : await readStoredTranscript(parts.transcript.storage_key);
  return {
    ...base,
    kind: "transcription",
    transcript,
    transcriptUrl: transcript === null ? null : `${url}/media/transcript`,
    speakerNames: transcript === null ? {} : frozenNames(frozen),
    exports: transcript === null || !allowDownloads ? [] : MADE_FORMATS.filter((format) => transcript.timed || !format.needsTimes).map(({ id, label, purpose }) => ({ label, purpose, url: `${url}/exports/${id}` })),
    settings: includes.settings ? frozen.settings : null,
  };
}
