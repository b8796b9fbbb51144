import { visitorRoute } from "@/lib/http/route";
import { answerUpload } from "@/lib/uploads/tus-server";

/** Uploads by the tus protocol: announced by POST, sent by PATCH, asked about by HEAD. Each checks whose upload it is. */
const handle = visitorRoute("/api/uploads", answerUpload);

export { handle as HEAD, handle as OPTIONS, handle as PATCH, handle as POST };
