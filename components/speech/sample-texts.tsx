"use client";
import { useId } from "react";
import { Button } from "@/components/ui/button";
import { sampleTexts } from "@/lib/speech/sample-texts";

/** Offers a newcomer texts to hear. `disabled` until it is known whether there is a text that this would replace. */
export function SampleTexts({
  languageCode,
  local,
  disabled,
  onTaken,
}: {
  languageCode: string;
  local: boolean;
  disabled: boolean;
  onTaken: (text: string) => void;
}) {
  const id = useId();
  const samples = sampleTexts({ languageCode, local });
  if (samples.length === 0) return null;
  return (
    <div role="group" aria-labelledby={id} className="flex flex-wrap items-center gap-2">
      <span id={id} className="mr-1 text-sm text-ink-soft max-sm:w-full">
        Or try a sample:
      </span>
      {samples.map(({ label, text }) => (
        <Button key={label} size="small" disabled={disabled} onClick={() => onTaken(text)} className="pointer-events-auto">
          {label}
        </Button>
      ))}
    </div>
  );
}
