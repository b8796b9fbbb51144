import { publicRoute } from "@/lib/http/route";
import { metrics } from "@/lib/metrics/metrics";
import { measureTasks } from "@/lib/tasks/task-metrics";

/** Figures for operators in Prometheus' text form. They name nobody and nothing that anybody made. */
export const GET = publicRoute("/api/metrics", "figures that name nobody, for a collector without a session", async () => {
  await measureTasks();
  const { registry } = metrics();
  return new Response(await registry.metrics(), { headers: { "content-type": registry.contentType, "cache-control": "no-store" } });
});
