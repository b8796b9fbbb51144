"use client";
import { useId, useLayoutEffect, useState } from "react";
import { useEarlyInput } from "@/components/ui/early-input";
import { isOnGrid, type NumberSetting, toGrid } from "@/lib/speech/limits";

/**
 * A number of the form as a slider, and as a field of the same name for exact values, with what it does to the voice. What is typed
 * counts as soon as it is a step of the slider; anything else becomes the nearest one when the field is left.
 */
export function SettingSlider({
  setting,
  value,
  effect,
  problem,
  onChange,
}: {
  setting: NumberSetting;
  value: number;
  /** What the value does to the voice. */
  effect: string;
  problem: string | undefined;
  onChange: (value: number) => void;
}) {
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const filled = (value - setting.min) / (setting.max - setting.min);
  const type = (text: string) => {
    setDraft(text);
    const typed = Number(text);
    const fits = text.trim() !== "" && typed >= setting.min && typed <= setting.max && isOnGrid(typed);
    if (fits) onChange(toGrid(typed));
  };
  const field = useEarlyInput<HTMLInputElement>((early) => {
    if (early.value !== value.toFixed(2)) type(early.value);
  });
  const slider = useEarlyInput<HTMLInputElement>((early) => {
    if (early.valueAsNumber !== value) onChange(toGrid(early.valueAsNumber));
  });
  useLayoutEffect(() => slider.current?.style.setProperty("--filled", String(filled)), [slider, filled]);
  const leave = () => {
    const typed = Number(draft);
    if (draft !== null && draft.trim() !== "" && Number.isFinite(typed)) {
      onChange(toGrid(Math.min(setting.max, Math.max(setting.min, typed))));
    }
    setDraft(null);
  };
  return (
    <div>
      <div className="flex items-center justify-between gap-3">
        <span className="text-sm font-medium">{setting.label}</span>
        <input
          ref={field}
          type="number"
          inputMode="decimal"
          aria-label={setting.label}
          aria-describedby={problem === undefined ? `${id}-effect` : `${id}-problem`}
          aria-invalid={problem !== undefined}
          min={setting.min}
          max={setting.max}
          step={setting.step}
          value={draft ?? value.toFixed(2)}
          onChange={(event) => type(event.currentTarget.value)}
          onBlur={leave}
          onKeyDown={(event) => {
            if (event.key === "Enter") leave();
          }}
          className="h-8 w-18 shrink-0 rounded-md border border-line bg-surface px-2 text-right font-mono text-label tabular-nums hover:border-line-strong pointer-coarse:h-11"
        />
      </div>
      <p id={`${id}-effect`} className="text-label text-ink-soft">
        {effect}
      </p>
      <input
        ref={slider}
        type="range"
        aria-label={setting.label}
        aria-describedby={`${id}-effect`}
        min={setting.min}
        max={setting.max}
        step={setting.step}
        value={value}
        onChange={(event) => onChange(toGrid(event.currentTarget.valueAsNumber))}
        className="slider mt-1"
      />
      <div aria-hidden className="flex justify-between text-label text-ink-soft">
        <span>{setting.low}</span>
        <span>{setting.high}</span>
      </div>
      {problem !== undefined && (
        <p id={`${id}-problem`} className="mt-1 text-label text-danger">
          {problem}
        </p>
      )}
    </div>
  );
}
