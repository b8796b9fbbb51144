import "server-only";
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import { processWide } from "@/lib/lifetime";

/** The process's figures for operators, by Prometheus' conventions: base units, `_total` for what only grows. */
export const metrics = () =>
  processWide("metrics", () => {
    const registry = new Registry();
    const registers = [registry];
    collectDefaultMetrics({ register: registry });
    return {
      registry,
      tasks: new Gauge({ name: "soundcheck_tasks", help: "Tasks by state.", labelNames: ["state"], registers }),
      oldestUnfinished: new Gauge({ name: "soundcheck_oldest_unfinished_task_seconds", help: "Age of the oldest task that has not ended; 0 without any.", registers }),
      callbacks: new Counter({ name: "soundcheck_callbacks_total", help: "Callbacks by what became of them.", labelNames: ["outcome"], registers }),
      workLag: new Histogram({
        name: "soundcheck_work_lag_seconds",
        help: "How late work began, by its kind. The kind look is the polling of the engine.",
        labelNames: ["kind"],
        buckets: [0.05, 0.25, 1, 5, 30, 120, 600],
        registers,
      }),
      uploadBytes: new Counter({ name: "soundcheck_upload_bytes_total", help: "Bytes of recordings that arrived by upload.", registers }),
      eventStreams: new Gauge({ name: "soundcheck_sse_clients", help: "Pages that listen for changes.", registers }),
      requests: new Histogram({
        name: "soundcheck_request_seconds",
        help: "Requests by method, route and status, and how long they took.",
        labelNames: ["method", "route", "status"],
        buckets: [0.01, 0.05, 0.25, 1, 5, 30],
        registers,
      }),
    };
  });
