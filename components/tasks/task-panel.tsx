"use client";
import { useQuery } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { firstWords, TakeCard } from "@/components/tasks/take-card";
import { useTaskUpdates } from "@/components/tasks/use-task-updates";
import { settingsToQuery } from "@/lib/speech/settings-query";
import { keepTexts } from "@/lib/speech/kept-texts";
import type { SpeechInput } from "@/lib/speech/settings";
import { taskQuery } from "@/lib/tasks/queries";
import type { TaskDetails } from "@/lib/tasks/schema";
import { mayChangeByItself } from "@/lib/tasks/states";

const time = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "medium", hourCycle: "h23" });

/** One task: where it is or its player, and where it comes from. */
export function TaskPanel({ taskId }: { taskId: string }) {
  const router = useRouter();
  const { data: task, error } = useQuery(taskQuery(taskId));
  useTaskUpdates(task !== undefined && mayChangeByItself(task.state));
  const reuse = ({ text, previousText, nextText, ...settings }: SpeechInput) => {
    keepTexts({ text, previousText, nextText });
    router.push(`/?${settingsToQuery(settings)}`);
  };
  return (
    <div className="mx-auto max-w-3xl">
      <Link href="/" className="inline-flex items-center gap-1.5 rounded text-sm text-ink-soft hover:text-ink pointer-coarse:py-3">
        <ArrowLeft aria-hidden className="size-4" />
        Text to speech
      </Link>
      {task === undefined || error !== null ? (
        <p role="alert" className="mt-6">
          {error?.message ?? "There is nothing here, or it is not yours."}
        </p>
      ) : (
        <>
          <h1 className="mb-6 mt-3 text-title font-semibold">
            {task.input.voice}: <span dir="auto">{firstWords(task.input.text)}</span>
          </h1>
          <TakeCard take={task} onReuse={reuse} />
          <Provenance task={task} />
        </>
      )}
    </div>
  );
}

function Provenance({ task }: { task: TaskDetails }) {
  const rows: (readonly [label: string, value: string | null])[] = [
    ["Engine", task.engine === "vendor" ? "ElevenLabs through kie.ai" : "The built-in local engine"],
    ["Asked for", time.format(task.createdAt)],
    ["Sent", task.submittedAt === null ? null : time.format(task.submittedAt)],
    ["Ended", task.completedAt === null ? null : time.format(task.completedAt)],
    ["The engine's task id", task.vendorTaskId],
  ];
  return (
    <section aria-labelledby="provenance-heading" className="mt-8">
      <h2 id="provenance-heading" className="text-sm font-medium">
        Where it comes from
      </h2>
      <dl className="mt-2 grid gap-x-6 gap-y-1.5 text-label sm:grid-cols-[10rem_minmax(0,1fr)]">
        {rows.map(
          ([label, value]) =>
            value !== null && (
              <div key={label} className="contents">
                <dt className="text-ink-soft">{label}</dt>
                <dd suppressHydrationWarning className="tabular-nums [overflow-wrap:anywhere] max-sm:mb-2">
                  {value}
                </dd>
              </div>
            ),
        )}
      </dl>
      {/* With word times the player shows the text. */}
      {task.wordsUrl === null && (
        <>
          <h2 className="mt-6 text-sm font-medium">Text</h2>
          <p dir="auto" className="mt-2 whitespace-pre-wrap [overflow-wrap:anywhere]">
            {task.input.text}
          </p>
        </>
      )}
    </section>
  );
}
