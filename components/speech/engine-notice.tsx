import { Info } from "lucide-react";

/** Says once which engine speaks, and what is missing on this server. */
export function EngineNotice({ local, lacksFfmpeg }: { local: boolean; lacksFfmpeg: boolean }) {
  return (
    <div className="mb-6 mt-2 space-y-2 text-sm text-ink-soft">
      {local ? (
        <p className="max-w-reading">
          These voices are the built-in local engine&rsquo;s: free, English only, and plainer than the real ones. To hear
          ElevenLabs&rsquo; voices, set{" "}
          <code className="font-mono text-ink">KIE_API_KEY</code> and start again.
        </p>
      ) : (
        <p>Voices by ElevenLabs, through kie.ai.</p>
      )}
      {lacksFfmpeg && (
        <p role="alert" className="flex items-start gap-2 rounded-lg bg-danger-soft px-4 py-3 text-danger">
          <Info aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span>
            This server lacks the program ffmpeg{local ? ", so nothing can be spoken" : ", so takes have no waveform"}. Install
            it (on Debian and Ubuntu: <code className="font-mono">apt-get install ffmpeg</code>) and reload the page.
          </span>
        </p>
      )}
    </div>
  );
}
