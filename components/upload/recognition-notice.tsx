import { Info } from "lucide-react";

/** Says once which engine listens, what it cannot do, and what is missing on this server, a sentence each. */
export function RecognitionNotice({ local, missing }: { local: boolean; missing: readonly string[] }) {
  return (
    <div className="mb-6 mt-2 space-y-2 text-sm text-ink-soft">
      {local ? (
        <p className="max-w-reading">
          The built-in local engine listens: free, but US English only, and it writes lower case without punctuation. For
          ElevenLabs&rsquo; recognition in 99 languages, set <code className="font-mono text-ink">KIE_API_KEY</code> and start again.
        </p>
      ) : (
        <p>Recognition by ElevenLabs, through kie.ai.</p>
      )}
      {missing.map((sentence) => (
        <p key={sentence} role="alert" className="flex items-start gap-2 rounded-lg bg-danger-soft px-4 py-3 text-danger">
          <Info aria-hidden className="mt-0.5 size-4 shrink-0" />
          {sentence}
        </p>
      ))}
    </div>
  );
}
