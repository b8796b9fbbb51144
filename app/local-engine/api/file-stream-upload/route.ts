import { engineRoute } from "@/lib/local-engine/route";
import { receiveUpload } from "@/lib/local-engine/upload";

export const POST = engineRoute("/local-engine/api/file-stream-upload", receiveUpload);
