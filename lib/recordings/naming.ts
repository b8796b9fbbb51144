import { NAME_MAX_LENGTH } from "@/lib/recordings/limits";

/** Characters that act on the text around them; the overrides make "gpj.wav" read as "vaw.jpg". */
const CONTROLS = /[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu;

/** A file's name as it is kept for display: the last part of a path, without control characters, in at most 200 characters. */
export function cleanName(name: string): string {
  const last = name.split(/[/\\]/).findLast((part) => part.trim() !== "") ?? "";
  const clean = last.toWellFormed().replace(CONTROLS, " ").trim();
  if (clean.length <= NAME_MAX_LENGTH) return clean === "" ? "Recording" : clean;
  const extension = /\.[A-Za-z0-9]{1,5}$/.exec(clean)?.[0] ?? "";
  return `${clean.slice(0, NAME_MAX_LENGTH - extension.length - 1).toWellFormed()}…${extension}`;
}

/** The name of what a URL leads to: the last part of its path, else its host. */
export function nameOfUrl(url: string): string {
  const { pathname, host } = new URL(url);
  const last = pathname.split("/").findLast((part) => part !== "") ?? "";
  try {
    return cleanName(decodeURIComponent(last) || host);
  } catch {
    return cleanName(last);
  }
}

/** A recording's name without its extension, for naming what is made of it. */
export function withoutExtension(name: string): string {
  return name.replace(/\.[A-Za-z0-9]{1,5}$/, "") || name;
}
