/** Where uploads are announced and go on. */
export const UPLOADS_PATH = "/api/uploads";
