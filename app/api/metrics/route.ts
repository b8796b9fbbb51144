import { publicRoute } from "@/lib/http/route";
import { metrics } from "@/lib/metrics/metrics";
import { requireBearer } from "@/lib/sessions/sign-in";
import { measureTasks } from "@/lib/tasks/task-metrics";

/** Figures for operators in Prometheus' text form. They name nobody and nothing that anybody made. With an access code they want it, as a bearer token or by a session. */
export const GET = publicRoute("/api/metrics", "a collector has no session; it brings the access code as a bearer token", async (request) => {
  await requireBearer(request);
  await measureTasks();
  const { registry } = metrics();
  return new Response(await registry.metrics(), { headers: { "content-type": registry.contentType, "cache-control": "no-store" } });
});
