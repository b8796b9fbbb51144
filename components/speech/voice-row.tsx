"use client";
import { clsx } from "clsx";
import { LoaderCircle, Play, Square, Star } from "lucide-react";
import type { PreviewState } from "@/components/speech/use-voice-preview";
import { Button } from "@/components/ui/button";
import { useHydrated } from "@/components/ui/use-hydrated";

/** One voice: its radio, and beside it what else can be done with it. */
export function VoiceRow({
  name,
  description,
  groupName,
  checked,
  favourite,
  compared,
  preview,
  onChoose,
  onPreview,
  onStop,
  onAcceptOffer,
  onFavourite,
  onCompare,
}: {
  name: string;
  description: string;
  groupName: string;
  checked: boolean;
  favourite: boolean;
  compared: boolean;
  preview: PreviewState;
  onChoose: () => void;
  onPreview: () => void;
  onStop: () => void;
  onAcceptOffer: () => void;
  onFavourite: () => void;
  onCompare: () => void;
}) {
  const listens = useHydrated();
  const busy = preview?.kind === "loading" || preview?.kind === "playing";
  return (
    <div
      data-voice={name}
      className={clsx(
        "rounded-lg border px-2 py-1 transition-colors",
        checked ? "border-accent bg-accent-soft" : "border-transparent hover:bg-surface-sunken",
      )}
    >
      <div className="flex flex-wrap items-center gap-1">
        <label className="flex min-w-0 grow basis-24 items-center gap-2.5 py-0.5 pl-1 pointer-coarse:py-3">
          <input type="radio" name={groupName} value={name} checked={checked} onChange={onChoose} aria-label={name} className="size-4 shrink-0 accent-accent" />
          <span aria-hidden className="flex min-w-0 flex-wrap items-baseline gap-x-2 text-sm/5 wrap-anywhere max-sm:flex-col lg:flex-col">
            <span className="font-medium">{name}</span>
            <span className="text-label/4 text-ink-soft">{description}</span>
          </span>
        </label>
        <span className="ml-auto flex items-center gap-1">
          <Button
            variant="quiet"
            size="icon"
            aria-label={`Preview ${name}`}
            aria-pressed={busy}
            disabled={!listens}
            title={`Preview ${name}`}
            onClick={busy ? onStop : onPreview}
          >
            {preview?.kind === "loading" ? (
              <LoaderCircle aria-hidden className="size-4 animate-spin" />
            ) : preview?.kind === "playing" ? (
              <Square aria-hidden className="size-3.5 fill-current text-accent" />
            ) : (
              <Play aria-hidden className="size-4" />
            )}
          </Button>
          <Button
            variant="quiet"
            size="icon"
            aria-label={`Favourite ${name}`}
            aria-pressed={favourite}
            disabled={!listens}
            title={favourite ? `${name} stays on top` : `Keep ${name} on top`}
            onClick={onFavourite}
          >
            <Star aria-hidden className={clsx("size-4", favourite && "fill-current text-accent")} />
          </Button>
          <label title={`Compare ${name}`} className="flex size-8 items-center justify-center pointer-coarse:size-11">
            <input type="checkbox" checked={compared} onChange={onCompare} aria-label={`Compare ${name}`} className="size-4 accent-accent" />
          </label>
        </span>
      </div>
      {preview?.kind === "offer" && (
        <div role="status" className="flex flex-wrap items-center gap-2 pb-1.5 pl-8 text-label text-ink-soft">
          No sample of {name} here yet. Making one uses credits, once for everybody.
          <Button size="small" onClick={onAcceptOffer}>
            Make the sample
          </Button>
        </div>
      )}
      {preview?.kind === "problem" && (
        <p role="alert" className="pb-1.5 pl-8 text-label text-danger">
          {preview.message}
        </p>
      )}
    </div>
  );
}
