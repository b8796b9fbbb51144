import { describeSettings, describeTranscription } from "@/components/tasks/describe-settings";
import type { SharedResult } from "@/lib/shares/schema";

/** What it was made with, where its owner shares that. */
export function SharedSettings({ result }: { result: SharedResult }) {
  if (result.settings === null) return null;
  const rows = result.kind === "speech" ? [["Voice", result.settings.voice] as const, ...describeSettings(result.settings)] : describeTranscription(result.settings);
  return (
    <section aria-labelledby="settings-heading" className="mt-8">
      <h2 id="settings-heading" className="text-sm font-medium">
        Settings
      </h2>
      <dl className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-label text-ink-soft">
        {rows.map(([label, value]) => (
          <div key={label} className="flex gap-1.5">
            <dt>{label}</dt>
            <dd className="font-medium tabular-nums text-ink wrap-anywhere">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
