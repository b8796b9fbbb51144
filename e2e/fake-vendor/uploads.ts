/** A file that was uploaded to the fake vendor. */
export interface UploadedFile {
  readonly filePath: string;
  readonly fileName: string;
  readonly mimeType: string;
  readonly bytes: Buffer;
}

/** Reads a file-stream-upload body; gives the file, or what is wrong with the form. */
export async function readUpload(body: Buffer, contentType: string): Promise<UploadedFile | string> {
  let form: FormData;
  try {
    form = await new Response(new Uint8Array(body), { headers: { "content-type": contentType } }).formData();
  } catch {
    return "The body is no multipart form";
  }
  const [file, uploadPath, name] = [form.get("file"), form.get("uploadPath"), form.get("fileName")];
  if (!(file instanceof File)) return "file is required";
  if (typeof uploadPath !== "string" || uploadPath === "") return "uploadPath is required";
  if (/^\/|\/$/.test(uploadPath)) return "uploadPath must not begin or end with a slash";
  const fileName = typeof name === "string" && name !== "" ? name : file.name;
  return { filePath: `${uploadPath}/${fileName}`, fileName, mimeType: file.type, bytes: Buffer.from(await file.arrayBuffer()) };
}

/** The vendor's answer about an uploaded file. */
export function uploadAnswer(file: UploadedFile, origin: string): object {
  return {
    success: true,
    code: 200,
    msg: "File uploaded successfully",
    data: {
      fileName: file.fileName,
      filePath: file.filePath,
      downloadUrl: `${origin}/files/${file.filePath.split("/").map(encodeURIComponent).join("/")}`,
      fileSize: file.bytes.length,
      mimeType: file.mimeType,
      uploadedAt: new Date().toISOString(),
    },
  };
}
