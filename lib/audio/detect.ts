import "server-only";
import { fileTypeFromFile } from "file-type";

/** What a file with sound in it is, by its bytes. */
export interface MediaFormat {
  /** The type that it is served as. */
  readonly contentType: string;
  readonly extension: string;
  /** The ffmpeg demuxer to read it with, so that a renamed playlist can never open other files. */
  readonly demuxer: string;
  /** Its name for people. */
  readonly label: string;
}

/** Of the types that the vendor takes and makes. */
export interface AudioFormat extends MediaFormat {
  readonly contentType: "audio/mpeg" | "audio/wav" | "audio/aac" | "audio/mp4" | "audio/ogg" | "audio/flac";
}

const MP3 = { contentType: "audio/mpeg", extension: "mp3", demuxer: "mp3", label: "MP3" } as const satisfies AudioFormat;
const WAV = { contentType: "audio/wav", extension: "wav", demuxer: "wav", label: "WAV" } as const satisfies AudioFormat;
const M4A = { contentType: "audio/mp4", extension: "m4a", demuxer: "mov", label: "M4A" } as const satisfies AudioFormat;
const OGG = { contentType: "audio/ogg", extension: "ogg", demuxer: "ogg", label: "Ogg" } as const satisfies AudioFormat;

const AUDIO_FORMATS: Readonly<Record<string, AudioFormat>> = {
  "audio/mpeg": MP3,
  "audio/wav": WAV,
  "audio/vnd.wave": WAV,
  "audio/aac": { contentType: "audio/aac", extension: "aac", demuxer: "aac", label: "AAC" },
  "audio/mp4": M4A,
  "audio/x-m4a": M4A,
  "video/mp4": { ...M4A, label: "MP4" },
  "audio/ogg": OGG,
  "audio/opus": OGG,
  "audio/flac": { contentType: "audio/flac", extension: "flac", demuxer: "flac", label: "FLAC" },
};

/** Types that are only converted, never served as they are to be played. */
const OTHER_FORMATS: Readonly<Record<string, MediaFormat>> = {
  "video/webm": { contentType: "video/webm", extension: "webm", demuxer: "matroska", label: "WebM" },
  "audio/webm": { contentType: "audio/webm", extension: "webm", demuxer: "matroska", label: "WebM" },
  "video/matroska": { contentType: "video/x-matroska", extension: "mkv", demuxer: "matroska", label: "Matroska" },
  "audio/matroska": { contentType: "audio/x-matroska", extension: "mka", demuxer: "matroska", label: "Matroska" },
  "video/quicktime": { contentType: "video/quicktime", extension: "mov", demuxer: "mov", label: "QuickTime" },
  "video/x-m4v": { contentType: "video/x-m4v", extension: "m4v", demuxer: "mov", label: "M4V" },
  "video/3gpp": { contentType: "video/3gpp", extension: "3gp", demuxer: "mov", label: "3GP" },
  "video/3gpp2": { contentType: "video/3gpp2", extension: "3g2", demuxer: "mov", label: "3GP" },
  "video/ogg": { contentType: "video/ogg", extension: "ogv", demuxer: "ogg", label: "Ogg video" },
  "video/vnd.avi": { contentType: "video/x-msvideo", extension: "avi", demuxer: "avi", label: "AVI" },
  "video/mpeg": { contentType: "video/mpeg", extension: "mpg", demuxer: "mpeg", label: "MPEG" },
  "video/mp2t": { contentType: "video/mp2t", extension: "ts", demuxer: "mpegts", label: "MPEG-TS" },
  "video/x-ms-asf": { contentType: "video/x-ms-asf", extension: "wmv", demuxer: "asf", label: "Windows Media" },
  "audio/x-ms-asf": { contentType: "audio/x-ms-asf", extension: "wma", demuxer: "asf", label: "Windows Media" },
  "application/vnd.ms-asf": { contentType: "application/vnd.ms-asf", extension: "asf", demuxer: "asf", label: "Windows Media" },
  "audio/aiff": { contentType: "audio/aiff", extension: "aif", demuxer: "aiff", label: "AIFF" },
  "audio/amr": { contentType: "audio/amr", extension: "amr", demuxer: "amr", label: "AMR" },
  "audio/x-caf": { contentType: "audio/x-caf", extension: "caf", demuxer: "caf", label: "CAF" },
};

/** Every type that a file of people's may be served as: none is anything that a browser runs or shows as a page. */
export const MEDIA_TYPES: ReadonlySet<string> = new Set([...Object.values(AUDIO_FORMATS), ...Object.values(OTHER_FORMATS)].map(({ contentType }) => contentType));

/** What a file is, and how it is read: undefined where it is nothing with sound. */
export interface Detected {
  readonly format: MediaFormat | undefined;
  /** What its bytes say it is, for telling people: "PNG"; undefined where they say nothing. */
  readonly label: string | undefined;
}

/** The format of a file by its bytes, whatever it is called. */
export async function detectMedia(file: string): Promise<Detected> {
  const type = await fileTypeFromFile(file);
  const mime = type?.mime.split(";")[0]?.trim() ?? "";
  const format = AUDIO_FORMATS[mime] ?? OTHER_FORMATS[mime];
  return { format, label: format?.label ?? type?.ext.toUpperCase() };
}

/** The audio format of a file by its bytes; undefined when it is none that the vendor takes or makes. */
export async function detectAudio(file: string): Promise<AudioFormat | undefined> {
  const { format } = await detectMedia(file);
  return Object.values(AUDIO_FORMATS).find((audio) => audio === format);
}
