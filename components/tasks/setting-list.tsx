import { describeInput } from "@/components/tasks/describe-settings";
import type { SpeechTaskView } from "@/lib/tasks/schema";

const number = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });

/** What a take was made with, and what it cost. */
export function SettingList({ take }: { take: SpeechTaskView }) {
  const credits = take.engine === "vendor" && take.creditsConsumed !== null ? number.format(take.creditsConsumed) : null;
  const settings = describeInput(take.input);
  return (
    <dl aria-label="Settings" className="flex flex-wrap gap-x-4 gap-y-1 text-label text-ink-soft">
      {[...settings, ...(credits === null ? [] : [["Credits", credits] as const])].map(([label, value]) => (
        <div key={label} className="flex gap-1.5">
          <dt>{label}</dt>
          <dd className="font-medium tabular-nums text-ink">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
