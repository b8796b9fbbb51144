"use client";
import { useFormats } from "@/components/locale/reader-locale";
import { formatClock } from "@/components/player/clock";
import { languageName } from "@/components/transcript/language-name";
import { describeWordCount } from "@/components/transcript/word-count";
import { FactList } from "@/components/ui/fact-list";
import type { Formats } from "@/lib/locale/formats";
import { countWords } from "@/lib/transcripts/count-words";
import type { Transcript } from "@/lib/transcripts/transcript";

interface TranscriptFactsProps {
  /** Null until it is there. */
  transcript: Transcript | null;
  durationMs: number | null;
  /** Whether the built-in local engine made it, which has its limits. */
  local: boolean;
  diarized: boolean;
}

/** In which language, how long, how much; and what the engine that made it cannot do. */
export function TranscriptFacts({ transcript, durationMs, local, diarized }: TranscriptFactsProps) {
  const formats = useFormats();
  const facts = transcript === null ? [] : [...factsOf(transcript, formats), ...(durationMs === null ? [] : [formatClock(durationMs)])];
  return (
    <div className="space-y-1 text-sm text-ink-soft">
      {facts.length > 0 && <FactList label="About the transcript" facts={facts} />}
      {local && (
        <p className="max-w-reading text-label">
          The built-in local engine writes lower case without punctuation, hears everything as US English and does not detect audio
          events.{diarized && " Telling speakers apart is experimental there."}
        </p>
      )}
    </div>
  );
}

function factsOf(transcript: Transcript, formats: Formats): string[] {
  const { languageCode, languageProbability, speakerIds } = transcript;
  const spoken = countWords(transcript);
  const sure = languageProbability === null ? "" : `, ${formats.percent(languageProbability)} sure`;
  return [
    ...(languageCode === null ? [] : [`${languageName(languageCode)}${sure}`]),
    ...(spoken === 0 ? [] : [describeWordCount(spoken, formats)]),
    ...(speakerIds.length === 0 ? [] : [`${formats.count(speakerIds.length)} ${speakerIds.length === 1 ? "speaker" : "speakers"}`]),
  ];
}
