import { visitorRoute } from "@/lib/http/route";
import { renewOwner } from "@/lib/sessions/owner";
import { readTasks } from "@/lib/tasks/view";

const KINDS = new Map([
  ["speech", "speech"],
  ["transcription", "transcription"],
] as const);

/** A page of what the owner made, newest first, of one kind or of both, with the words of a search; who has made nothing yet has none. */
export const GET = visitorRoute("/api/tasks", async (request) => {
  const { searchParams } = new URL(request.url);
  const kind = KINDS.get(searchParams.get("kind") as "speech" | "transcription") ?? null;
  const tasks = await readTasks(await renewOwner(), { kind, search: searchParams.get("search") ?? "" }, searchParams.get("cursor"));
  return Response.json(tasks, { headers: { "cache-control": "no-store" } });
});
