/** The page that takes recordings, and shows how far their uploads are. */
export const UPLOADS_PAGE = "/transcribe";
