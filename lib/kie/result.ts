import { isJsonObject, type JsonObject, parseJson } from "@/lib/kie/envelope";
import { findWordTimings, type WordTiming } from "@/lib/kie/word-timings";

/** What a speech task made. */
export interface SpeechResult {
  /** The link's extension says nothing about its type, and the link expires. */
  readonly audioUrl: string;
  /** Null when the vendor gave no timings. */
  readonly words: readonly WordTiming[] | null;
}

/** What a transcription task made: the vendor's object as it came, for lib/transcripts to read. */
export interface TranscriptResult {
  readonly resultObject: JsonObject;
}

function isWebUrl(value: unknown): value is string {
  return typeof value === "string" && /^https?:\/\//i.test(value) && URL.canParse(value);
}

/** Reads `{"resultUrls":[audioUrl]}` with timings anywhere in it; null when there is no link. Never throws. */
export function parseSpeechResult(value: JsonObject): SpeechResult | null {
  const urls: readonly unknown[] = Array.isArray(value["resultUrls"]) ? value["resultUrls"] : [value["resultUrls"]];
  const audioUrl = urls.find(isWebUrl);
  return audioUrl === undefined ? null : { audioUrl, words: findWordTimings(value) };
}

/** Reads `{"resultObject":{…}}`, whose object may be a string of JSON; null when there is none. Never throws. */
export function parseTranscriptResult(value: JsonObject): TranscriptResult | null {
  const found = value["resultObject"];
  const resultObject = typeof found === "string" ? parseJson(found) : found;
  return isJsonObject(resultObject) ? { resultObject } : null;
}
