"use client";
import { useFormats } from "@/components/locale/reader-locale";
import { describeInput } from "@/components/tasks/describe-settings";
import type { SpeechTaskView } from "@/lib/tasks/schema";
import { isUnfinished } from "@/lib/tasks/states";

/** What a take was made with, and what it cost. */
export function SettingList({ take }: { take: SpeechTaskView }) {
  const formats = useFormats();
  const credits = take.engine === "vendor" && take.creditsConsumed !== null && !isUnfinished(take.state) ? formats.decimal(take.creditsConsumed) : null;
  const settings = describeInput(take.input);
  return (
    <dl aria-label="Settings" className="flex flex-wrap gap-x-4 gap-y-1 text-label text-ink-soft">
      {[...settings, ...(credits === null ? [] : [["Credits", credits] as const])].map(([label, value]) => (
        <div key={label} className="flex gap-1.5">
          <dt>{label}</dt>
          <dd suppressHydrationWarning className="font-medium tabular-nums text-ink">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
