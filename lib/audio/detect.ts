import "server-only";
import { fileTypeFromFile } from "file-type";

/** What a file is, by its bytes. */
export interface AudioFormat {
  /** The type that it is served as. */
  readonly contentType: "audio/mpeg" | "audio/wav" | "audio/aac" | "audio/mp4" | "audio/ogg" | "audio/flac";
  readonly extension: "mp3" | "wav" | "aac" | "m4a" | "ogg" | "flac";
  /** The ffmpeg demuxer to read it with, so that a renamed playlist can never open other files. */
  readonly demuxer: "mp3" | "wav" | "aac" | "mov" | "ogg" | "flac";
}

const FORMATS: Readonly<Record<string, AudioFormat>> = {
  "audio/mpeg": { contentType: "audio/mpeg", extension: "mp3", demuxer: "mp3" },
  "audio/wav": { contentType: "audio/wav", extension: "wav", demuxer: "wav" },
  "audio/vnd.wave": { contentType: "audio/wav", extension: "wav", demuxer: "wav" },
  "audio/aac": { contentType: "audio/aac", extension: "aac", demuxer: "aac" },
  "audio/mp4": { contentType: "audio/mp4", extension: "m4a", demuxer: "mov" },
  "audio/x-m4a": { contentType: "audio/mp4", extension: "m4a", demuxer: "mov" },
  "video/mp4": { contentType: "audio/mp4", extension: "m4a", demuxer: "mov" },
  "audio/ogg": { contentType: "audio/ogg", extension: "ogg", demuxer: "ogg" },
  "audio/opus": { contentType: "audio/ogg", extension: "ogg", demuxer: "ogg" },
  "audio/flac": { contentType: "audio/flac", extension: "flac", demuxer: "flac" },
};

/** The audio format of a file by its bytes, whatever it is called; undefined when it is none that we take. */
export async function detectAudio(file: string): Promise<AudioFormat | undefined> {
  const type = await fileTypeFromFile(file);
  if (type === undefined) return undefined;
  return FORMATS[type.mime.split(";")[0]?.trim() ?? ""];
}
