"use client";
import { useRouter } from "next/navigation";
import { keepForm, readKeptForm, withTextsOf } from "@/components/speech/kept-form";
import { Provenance } from "@/components/tasks/provenance";
import { firstWords } from "@/lib/speech/first-words";
import { TakeCard } from "@/components/tasks/take-card";
import type { SpeechInput } from "@/lib/speech/settings";
import { settingsToQuery } from "@/lib/speech/settings-query";
import type { SpeechTaskDetails } from "@/lib/tasks/schema";

/** A take on a page of its own. */
export function SpeechTask({ task }: { task: SpeechTaskDetails }) {
  const router = useRouter();
  const reuse = async ({ text, previousText, nextText, ...settings }: SpeechInput) => {
    const query = settingsToQuery(settings);
    keepForm({ ...withTextsOf({ text, previousText, nextText }, await readKeptForm()), settings: query, compared: [] });
    router.push(`/?${query}`);
  };
  return (
    <>
      <h1 className="mb-6 mt-3 text-title font-semibold">
        {task.input.voice}: <span dir="auto">{firstWords(task.input.text)}</span>
      </h1>
      <TakeCard take={task} onReuse={(input) => void reuse(input)} onItsPage />
      {/* The player shows it, too. */}
      {task.audio === null && (
        <section aria-labelledby="text-heading" className="mt-6">
          <h2 id="text-heading" className="text-sm font-medium">
            Text
          </h2>
          <p dir="auto" className="mt-2 whitespace-pre-wrap wrap-anywhere">
            {task.input.text}
          </p>
        </section>
      )}
      <Provenance task={task} />
    </>
  );
}
