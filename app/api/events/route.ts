import { eventStream } from "@/lib/events/stream";
import { ownerRoute } from "@/lib/http/route";

/** Says which of the owner's tasks changed, as server-sent events; the page then reads them again. */
export const GET = ownerRoute("/api/events", (request, { owner }) => Promise.resolve(eventStream(request, owner.id)));
