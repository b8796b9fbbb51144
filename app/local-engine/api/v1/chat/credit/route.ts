import { engineRoute } from "@/lib/local-engine/route";
import { envelope } from "@/lib/local-engine/wire";

/** The local engine costs nothing and has no credits. */
export const GET = engineRoute("/local-engine/api/v1/chat/credit", () => Promise.resolve(envelope(200, "success", 0)));
