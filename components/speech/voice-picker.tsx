"use client";
import { clsx } from "clsx";
import { useEffect, useId, useRef, useState } from "react";
import { press } from "@/components/connection/press";
import { useVoicePreview } from "@/components/speech/use-voice-preview";
import { VoiceRow } from "@/components/speech/voice-row";
import { Button } from "@/components/ui/button";
import { SearchField } from "@/components/ui/search-field";
import { setFavouriteVoice } from "@/lib/speech/actions";
import { VOICE_MAX_LENGTH } from "@/lib/speech/limits";
import { DEFAULT_VOICE, isPresetVoice, PRESET_VOICES } from "@/lib/speech/voices";

const UNSAVED = "The server did not answer, so the favourite could not be saved. Try again.";

/** A voice as the picker describes it, for the engine that is on. */
export type VoiceDescriptions = Readonly<Partial<Record<string, string>>>;

/** Chooses one voice, and ticks several to compare. Favourites stand on top, new ones from the next search or visit on. */
export function VoicePicker({
  voice,
  compared,
  initialFavourites,
  descriptions,
  spendsCredits,
  problem,
  onChoose,
  onCompare,
}: {
  voice: string;
  compared: readonly string[];
  initialFavourites: readonly string[];
  descriptions: VoiceDescriptions;
  spendsCredits: boolean;
  problem: string | undefined;
  onChoose: (voice: string) => void;
  onCompare: (voices: readonly string[]) => void;
}) {
  const id = useId();
  const [search, setSearch] = useState("");
  const [favourites, setFavourites] = useState(initialFavourites);
  /** Those that stand on top: a voice stays under the pointer that has just starred it. */
  const [onTop, setOnTop] = useState(initialFavourites);
  const [open, setOpen] = useState(false);
  const { state: preview, setHost, stop, start, accept } = useVoicePreview({ spendsCredits });
  const custom = !isPresetVoice(voice);
  const [lastPreset, setLastPreset] = useState(custom ? DEFAULT_VOICE : voice);
  const [lastCustom, setLastCustom] = useState("");
  const [unsaved, setUnsaved] = useState("");
  const list = useRef<HTMLDivElement>(null);

  useEffect(() => {
    // A voice from the address may be far down the list. Only the list is scrolled, never the page.
    const chosen = list.current?.querySelector<HTMLInputElement>("input[type=radio]:checked")?.closest<HTMLElement>("[data-voice]");
    if (list.current !== null && chosen != null) list.current.scrollTop = chosen.offsetTop - list.current.offsetTop - 8;
  }, []);

  const wanted = search.trim().toLowerCase();
  const listed = PRESET_VOICES.map(({ name }) => name)
    .filter((name) => `${name} ${descriptions[name] ?? ""}`.toLowerCase().includes(wanted))
    .toSorted((left, right) => Number(onTop.includes(right)) - Number(onTop.includes(left)));

  const toggleFavourite = (name: string) => {
    const favourite = !favourites.includes(name);
    const change = (on: boolean) =>
      setFavourites((current) => (on ? [...current.filter((other) => other !== name), name] : current.filter((other) => other !== name)));
    change(favourite);
    setUnsaved("");
    void press(() => setFavouriteVoice({ voice: name, favourite }), { unanswered: UNSAVED }).then((result) => {
      if (result.ok) return;
      change(!favourite);
      setUnsaved(result.problems[0]?.message ?? UNSAVED);
    });
  };

  return (
    <section aria-labelledby={`${id}-heading`}>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id={`${id}-heading`} className="text-sm font-medium">
          Voice <span className="font-normal text-ink-soft lg:hidden">· {voice === "" ? "none yet" : voice}</span>
        </h2>
        <Button size="small" className="lg:hidden" aria-expanded={open} aria-controls={`${id}-panel`} onClick={() => setOpen(!open)}>
          {open ? "Close voices" : "Change voice"}
        </Button>
      </div>
      <div id={`${id}-panel`} className={clsx("mt-2 lg:block", !open && "hidden")}>
        <SearchField
          label="Search voices"
          value={search}
          onChange={(next) => {
            setSearch(next);
            setOnTop(favourites);
          }}
        />
        <div aria-hidden className="mt-2 border-b border-line pr-1 pb-1 text-right text-caption text-ink-soft">Compare</div>
        <div ref={list} role="radiogroup" aria-label="Voice" aria-describedby={problem === undefined ? undefined : `${id}-problem`} className="max-h-96 space-y-0.5 overflow-y-auto overscroll-contain border-b border-line py-1 pr-1">
          {listed.map((name) => (
            <VoiceRow
              key={name}
              name={name}
              description={descriptions[name] ?? ""}
              groupName={`${id}-voice`}
              checked={name === voice}
              favourite={favourites.includes(name)}
              compared={compared.includes(name)}
              preview={preview?.voice === name ? preview : null}
              onChoose={() => onChoose(name)}
              onPreview={() => start(name)}
              onStop={stop}
              onAcceptOffer={() => accept(name)}
              onFavourite={() => toggleFavourite(name)}
              onCompare={() =>
                onCompare(compared.includes(name) ? compared.filter((other) => other !== name) : [...compared, name])
              }
            />
          ))}
          {listed.length === 0 && (
            <div className="px-2 py-6 text-center text-sm text-ink-soft">
              <p>No voice is called “{search}”.</p>
              <Button size="small" className="mt-2" onClick={() => setSearch("")}>
                Show all voices
              </Button>
            </div>
          )}
        </div>
        {unsaved !== "" && (
          <p role="alert" className="mt-1 text-label text-danger">
            {unsaved}
          </p>
        )}
        <div ref={setHost} />
        <div className="mt-2">
          <Button variant="quiet" size="small" className="-ml-2.5" aria-expanded={custom} onClick={() => {
            if (custom) setLastCustom(voice);
            else setLastPreset(voice);
            onChoose(custom ? lastPreset : lastCustom);
            // When the field is there; one that came with the page takes no focus.
            if (!custom) requestAnimationFrame(() => document.getElementById(`${id}-custom`)?.focus());
          }}>
            {custom ? "Use one of the 21 voices" : "Use another voice ID"}
          </Button>
          {custom && (
            <div className="mt-1.5">
              <label htmlFor={`${id}-custom`} className="text-sm font-medium">
                Voice ID
              </label>
              <input
                id={`${id}-custom`}
                value={voice}
                maxLength={VOICE_MAX_LENGTH}
                spellCheck={false}
                autoComplete="off"
                placeholder="For example 21m00Tcm4TlvDq8ikWAM"
                aria-invalid={problem !== undefined}
                aria-describedby={problem === undefined ? undefined : `${id}-problem`}
                onChange={(event) => onChoose(event.currentTarget.value)}
                className="mt-1 h-10 w-full rounded-lg border border-line bg-surface px-3 font-mono text-sm placeholder:text-ink-soft hover:border-line-strong pointer-coarse:h-11"
              />
              {!spendsCredits && <p className="mt-1 text-label text-ink-soft">The local engine has the 21 voices of the list alone.</p>}
            </div>
          )}
        </div>
      </div>
      {problem !== undefined && (
        <p id={`${id}-problem`} className="mt-1 text-label text-danger">
          {problem}
        </p>
      )}
    </section>
  );
}
