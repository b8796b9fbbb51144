/** What surrounds the file's bytes in a multipart/form-data body with one file at its end. */
export interface MultipartFrame {
  readonly contentType: string;
  readonly head: Buffer;
  readonly tail: Buffer;
}

/** Escapes a name as browsers do in multipart/form-data (HTML standard). */
function escapeName(name: string): string {
  return name.replaceAll("\r", "%0D").replaceAll("\n", "%0A").replaceAll('"', "%22");
}

/**
 * Frames a file for streaming: the body is `head`, the file's bytes, `tail`, so that its length is known beforehand.
 * `boundary` must not occur in the file: pass a random one.
 */
export function frameMultipart(
  fields: Readonly<Record<string, string>>,
  file: { readonly field: string; readonly fileName: string; readonly contentType: string },
  boundary: string,
): MultipartFrame {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${escapeName(name)}"\r\n\r\n${value}\r\n`,
  );
  const disposition = `Content-Disposition: form-data; name="${escapeName(file.field)}"; filename="${escapeName(file.fileName)}"`;
  const contentType = file.contentType.replaceAll(/[\r\n]/g, "");
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    head: Buffer.from(`${parts.join("")}--${boundary}\r\n${disposition}\r\nContent-Type: ${contentType}\r\n\r\n`),
    tail: Buffer.from(`\r\n--${boundary}--\r\n`),
  };
}
