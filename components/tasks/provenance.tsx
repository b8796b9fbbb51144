import type { ReactNode } from "react";
import { LocalTime } from "@/components/locale/local-time";
import { describeTranscription } from "@/components/tasks/describe-settings";
import type { TaskDetails } from "@/lib/tasks/schema";

/** Who made it, when, and of a transcript with which settings: a take's stand beside its player. */
export function Provenance({ task }: { task: TaskDetails }) {
  const rows: (readonly [label: string, value: ReactNode])[] = [
    ["Engine", task.engine === "vendor" ? "ElevenLabs through kie.ai" : "The built-in local engine"],
    ["Asked for", <LocalTime key="asked" at={task.createdAt} kind="second" />],
    ["Sent", task.submittedAt === null ? null : <LocalTime key="sent" at={task.submittedAt} kind="second" />],
    ["Ended", task.completedAt === null ? null : <LocalTime key="ended" at={task.completedAt} kind="second" />],
    ["The engine’s task id", task.vendorTaskId],
    ...(task.kind === "transcription" ? describeTranscription(task.input) : []),
  ];
  return (
    <section aria-labelledby="provenance-heading" className="mt-8 print:hidden">
      <h2 id="provenance-heading" className="text-sm font-medium">
        Where it comes from
      </h2>
      <dl className="mt-2 grid gap-x-6 text-label sm:gap-y-1.5 sm:grid-cols-terms">
        {rows.map(
          ([label, value]) =>
            value !== null && (
              <div key={label} className="contents">
                <dt className="text-ink-soft">{label}</dt>
                <dd className="tabular-nums wrap-anywhere max-sm:mb-2">{value}</dd>
              </div>
            ),
        )}
      </dl>
    </section>
  );
}
