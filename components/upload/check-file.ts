import type { Formats } from "@/lib/locale/formats";

/** What the browser says of a file before it is read. */
export interface FileFacts {
  readonly name: string;
  readonly type: string;
  readonly size: number;
}

/** Extensions of files that hold no sound for sure; anything else is looked at by the server. */
const SOUNDLESS_EXTENSIONS: ReadonlySet<string> = new Set(
  (
    "png jpg jpeg gif webp avif heic heif bmp tif tiff svg ico psd " +
    "pdf doc docx odt rtf txt md csv tsv xls xlsx ods ppt pptx odp epub pages numbers key " +
    "html htm xml json yaml yml toml js ts css srt vtt sql " +
    "zip gz tgz bz2 xz 7z rar tar dmg iso exe msi apk deb rpm ttf otf woff woff2"
  ).split(" "),
);

const SOUNDLESS_TYPES = /^(?:image|text|font)\/|^application\/(?:pdf|zip|gzip|json|xml|msword|rtf|vnd\.(?:ms-|openxmlformats|oasis\.opendocument)|x-(?:7z|tar|rar|bzip|msdownload))/;

/**
 * What is wrong with a file before a byte of it is sent, as a sentence; null when it may be tried. Only what is wrong by its
 * name and by its type alike is refused for its kind: either alone is often mistaken, and the server looks at the bytes.
 */
export function checkFile({ name, type, size }: FileFacts, maxBytes: number, formats: Formats): string | null {
  if (size === 0) return "This file is empty: it has 0 bytes.";
  if (isSoundless(name, type)) return "This is not a recording. Choose an audio or video file.";
  if (size > maxBytes) return `This file has ${formats.bytes(size)}; ${formats.bytes(maxBytes)} is the most that can be uploaded here.`;
  return null;
}

function isSoundless(name: string, type: string): boolean {
  const extension = /\.([^.\s]+)$/.exec(name)?.[1]?.toLowerCase();
  const byName = extension !== undefined && SOUNDLESS_EXTENSIONS.has(extension);
  // A browser that knows no type for the extension leaves it empty.
  return byName && (type === "" || SOUNDLESS_TYPES.test(type));
}
