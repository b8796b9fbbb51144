import type { Selectable } from "kysely";
import type { LocalEngineJobTable } from "@/lib/database/tables";

export type JobRow = Selectable<LocalEngineJobTable>;

/** The vendor's envelope; the documents say `message` where other pages say `msg`, so clients get both. */
export function envelope(code: number, message: string, data: unknown = null): Record<string, unknown> {
  return { code, msg: message, message, data };
}

/** A job as Query Task and the callbacks tell it. The same form as the documents' examples; nothing is ever charged. */
export function toRecord(job: JobRow): Record<string, unknown> {
  const ended = job.completed_at !== null;
  const data = {
    taskId: job.id,
    model: job.model,
    state: job.state,
    param: job.param_json,
    resultJson: job.result_json ?? "",
    failCode: job.fail_code ?? "",
    failMsg: job.fail_message ?? "",
    costTime: ended ? Math.round(((job.completed_at ?? 0) - job.created_at) / 1000) : null,
    completeTime: job.completed_at,
    createTime: job.created_at,
    updateTime: job.updated_at,
    consumeCredits: 0,
    remainedCredits: 0,
  };
  if (job.state === "fail") return { code: 501, msg: "Playground task failed.", data };
  return { code: 200, msg: job.state === "success" ? "Playground task completed successfully." : "success", data };
}
