"use client";
import { AudioLines, LoaderCircle } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { useHydrated } from "@/components/ui/use-hydrated";

export const SAMPLE_NAME = "Sample conversation.mp3";
/** Always the same, so that an upload of it that was broken off goes on when it is taken again. */
const CHANGED_AT = 0;

/** Gives a newcomer a recording to try the page with. `onTaken` gets it as a file like any that is dropped; `taken`: it is in the list. */
export function SampleRecording({ taken, onTaken }: { taken: boolean; onTaken: (file: File) => void }) {
  const listens = useHydrated();
  const { fetching, problem, take } = useSample(onTaken);
  return (
    <div className="flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-soft pointer-coarse:min-h-11">
      {taken ? (
        <p>
          The sample is in the list. Press <strong className="font-medium text-ink">Transcribe</strong>.
        </p>
      ) : (
        <>
          <Button disabled={!listens} aria-busy={fetching} aria-describedby="sample-note" onClick={() => void take()}>
            {fetching ? <LoaderCircle aria-hidden className="size-4 animate-spin" /> : <AudioLines aria-hidden className="size-4 text-accent" />}
            Take the sample recording
          </Button>
          <p id="sample-note">Two people talk for half a minute, in English.</p>
        </>
      )}
      {problem && (
        <p role="alert" className="w-full text-danger">
          The sample could not be fetched. Press again.
        </p>
      )}
    </div>
  );
}

/** Fetches the sample, once however often it is asked for meanwhile. */
function useSample(onTaken: (file: File) => void) {
  const isFetching = useRef(false);
  const [fetching, setFetching] = useState(false);
  const [problem, setProblem] = useState(false);
  const take = async () => {
    if (isFetching.current) return;
    isFetching.current = true;
    setFetching(true);
    const file = await fetchSample();
    setProblem(file === null);
    if (file !== null) onTaken(file);
    isFetching.current = false;
    setFetching(false);
  };
  return { fetching, problem, take };
}

/** The sample as a file; null where it cannot be had. */
async function fetchSample(): Promise<File | null> {
  try {
    const response = await fetch(new URL("./sample-conversation.mp3", import.meta.url));
    return response.ok ? new File([await response.blob()], SAMPLE_NAME, { type: "audio/mpeg", lastModified: CHANGED_AT }) : null;
  } catch {
    return null;
  }
}
