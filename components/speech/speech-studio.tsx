"use client";
import { useQuery } from "@tanstack/react-query";
import { ChevronRight, LoaderCircle, Volume2 } from "lucide-react";
import { type KeyboardEvent, type SyntheticEvent, useRef, useState } from "react";
import { useFormats } from "@/components/locale/reader-locale";
import { SampleTexts } from "@/components/speech/sample-texts";
import type { SpeechTexts } from "@/components/speech/kept-form";
import { SettingsPanel } from "@/components/speech/settings-panel";
import { TextField } from "@/components/speech/text-field";
import { useGenerate } from "@/components/speech/use-generate";
import { useSpeechForm } from "@/components/speech/use-speech-form";
import { usePageShortcuts } from "@/components/shortcuts/use-page-shortcuts";
import { VoicePicker, type VoiceDescriptions } from "@/components/speech/voice-picker";
import { TakeList, TAKES_ID } from "@/components/tasks/take-list";
import { Button } from "@/components/ui/button";
import { showNewest } from "@/components/ui/show-newest";
import { useHydrated } from "@/components/ui/use-hydrated";
import { estimateCost } from "@/lib/speech/estimate";
import { CONTEXT_MAX_LENGTH } from "@/lib/speech/limits";
import { firstWords } from "@/lib/speech/first-words";
import { contextEffect } from "@/lib/speech/setting-effects";
import type { SpeechInput, SpeechSettings } from "@/lib/speech/settings";
import { ratesQuery } from "@/lib/tasks/queries";

/** The text-to-speech page: the form, and the takes that it made. */
export function SpeechStudio({
  initialSettings,
  initialFavourites,
  voiceDescriptions,
  local,
}: {
  initialSettings: SpeechSettings;
  initialFavourites: readonly string[];
  voiceDescriptions: VoiceDescriptions;
  local: boolean;
}) {
  const spendsCredits = !local;
  const formats = useFormats();
  const formElement = useRef<HTMLFormElement>(null);
  const problem = useRef<HTMLParagraphElement>(null);
  const form = useSpeechForm(initialSettings);
  const { settings, texts, compared } = form;
  const { problems, note, sending, generate, clearProblems, clearAllProblems } = useGenerate(settings, texts);
  /** Null until somebody opens or closes it. */
  const [contextOpen, setContextOpen] = useState<boolean | null>(null);
  const contextLength = texts.previousText.length + texts.nextText.length;
  /** Which of the two buttons was pressed last. */
  const [comparing, setComparing] = useState(false);

  const press = async (voices: readonly string[], compares: boolean) => {
    setComparing(compares);
    if (await generate(voices)) {
      showNewest(TAKES_ID);
      return;
    }
    // After the render that marks the fields.
    requestAnimationFrame(() => {
      formElement.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
      problem.current?.scrollIntoView({ block: "nearest" });
    });
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void press([settings.voice], false);
  };
  usePageShortcuts({ generate: () => void press([settings.voice], false) });
  const keepFromSubmitting = (event: KeyboardEvent) => {
    // Enter in a search or a number only ends the typing: it must not make a take, which may cost credits.
    if (event.key === "Enter" && !event.ctrlKey && !event.metaKey && event.target instanceof HTMLInputElement) event.preventDefault();
  };
  const changeTexts = (change: Partial<SpeechTexts>) => {
    form.changeTexts(change);
    clearProblems(Object.keys(change));
  };
  const takeSample = (text: string) => {
    form.changeTexts({ text });
    clearAllProblems();
    // The button that had the focus goes away, and this one is next.
    formElement.current?.querySelector<HTMLElement>("[type=submit]")?.focus();
  };
  const reuse = (input: SpeechInput) => {
    form.reuse(input);
    clearAllProblems();
    const text = formElement.current?.querySelector<HTMLElement>("[name=text]");
    text?.focus();
    text?.scrollIntoView({ block: "center" });
  };

  return (
    <div className="grid gap-x-10 gap-y-6 lg:grid-cols-main-aside lg:grid-rows-main-aside">
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- for all fields of the form */}
      <form ref={formElement} onSubmit={submit} onKeyDown={keepFromSubmitting} noValidate className="contents">
        <div className="min-w-0 space-y-5 lg:col-start-1 lg:row-start-1">
          <TextField
            label="Text"
            name="text"
            placeholder="Write or paste what you want to hear."
            rows={7}
            value={texts.text}
            problem={problems["text"]}
            offer={<SampleTexts languageCode={settings.languageCode} local={local} disabled={!form.isRead} onTaken={takeSample} />}
            onChange={(text) => changeTexts({ text })}
            className="min-h-44 text-prose"
          />
          {form.replaced !== null && (
            <div role="group" aria-label="The text that was replaced" className="-mt-2 flex flex-wrap items-center gap-x-1 text-label text-ink-soft">
              <span className="mr-1.5">
                What you had written was replaced: <q dir="auto">{firstWords(form.replaced.text, 40)}</q>
              </span>
              <Button variant="quiet" size="small" onClick={() => form.settleReplaced(true)}>
                Put it back
              </Button>
              <Button variant="quiet" size="small" onClick={() => form.settleReplaced(false)}>
                Forget it
              </Button>
            </div>
          )}
          <details className="group" open={(contextOpen ?? contextLength > 0) || problems["previousText"] !== undefined || problems["nextText"] !== undefined} onToggle={(event) => setContextOpen(event.currentTarget.open)}>
            <summary className="flex w-fit list-none items-center gap-1 rounded text-sm text-ink-soft hover:text-ink pointer-coarse:py-3">
              <ChevronRight aria-hidden className="size-4 transition-transform group-open:rotate-90" />
              <span>Context</span>
              {contextLength > 0 ? (
                <span suppressHydrationWarning className="text-label group-open:hidden">
                  · {contextLength === 1 ? "1 character goes" : `${formats.count(contextLength)} characters go`} with every take
                </span>
              ) : (
                <span className="text-label max-sm:hidden">· what is said before and after</span>
              )}
            </summary>
            <div className="mt-3 grid gap-4 sm:grid-cols-2">
              <TextField
                label="Previous text"
                hint={contextEffect("previous", texts.previousText, local)}
                rows={3}
                maxLength={CONTEXT_MAX_LENGTH}
                value={texts.previousText}
                problem={problems["previousText"]}
                onChange={(previousText) => changeTexts({ previousText })}
                className="text-sm"
              />
              <TextField
                label="Next text"
                hint={contextEffect("next", texts.nextText, local)}
                rows={3}
                maxLength={CONTEXT_MAX_LENGTH}
                value={texts.nextText}
                problem={problems["nextText"]}
                onChange={(nextText) => changeTexts({ nextText })}
                className="text-sm"
              />
            </div>
          </details>
        </div>
        <div className="relative min-w-0 lg:col-start-2 lg:row-span-3 lg:row-start-1">
          <a href="#generate" className="sr-only focus:not-sr-only focus:absolute focus:-top-3 focus:right-3 focus:z-10 focus:rounded-lg focus:bg-surface-raised focus:px-3 focus:py-1.5 focus:text-sm focus:shadow-raised">
            Skip the settings
          </a>
          <div className="space-y-6 rounded-2xl border border-line bg-surface p-card shadow-raised">
            <VoicePicker
              voice={settings.voice}
              compared={compared}
              initialFavourites={initialFavourites}
              descriptions={voiceDescriptions}
              spendsCredits={spendsCredits}
              problem={problems["voices"]}
              onChoose={(voice) => form.changeSettings({ voice })}
              onCompare={form.setCompared}
            />
            <hr className="border-line" />
            <SettingsPanel settings={settings} problems={problems} local={local} onChange={form.changeSettings} onReset={form.reset} />
          </div>
        </div>
        <div className="min-w-0 space-y-4 lg:col-start-1 lg:row-start-2">
          <GenerateBar
            characters={texts.text.length}
            model={settings.model}
            comparedCount={compared.length}
            spendsCredits={spendsCredits}
            sending={sending && !comparing}
            comparing={sending && comparing}
            onCompare={() => void press(compared, true)}
          />
          {problems["form"] !== undefined && (
            // Seen above what the page says at its foot.
            <p ref={problem} role="alert" className="scroll-mb-24 rounded-lg bg-danger-soft px-4 py-3 text-sm text-danger">
              {problems["form"]}
            </p>
          )}
          <p role="status" className={note === "" ? "sr-only" : "text-sm text-ink-soft"}>
            {note}
          </p>
        </div>
      </form>
      <div className="min-w-0 lg:col-start-1 lg:row-start-3">
        <TakeList onReuse={reuse} />
      </div>
    </div>
  );
}

function GenerateBar({
  characters,
  model,
  comparedCount,
  spendsCredits,
  sending,
  comparing,
  onCompare,
}: {
  characters: number;
  model: string;
  comparedCount: number;
  spendsCredits: boolean;
  sending: boolean;
  comparing: boolean;
  onCompare: () => void;
}) {
  const { data: rates = {} } = useQuery({ ...ratesQuery, enabled: spendsCredits });
  // Until the page listens, a press would be the browser's own: the text would go into the address and be lost.
  const listens = useHydrated();
  const formats = useFormats();
  const comparable = comparedCount >= 2;
  const cost = (takes: number) => estimateCost({ characters, takes, rate: rates[model], formats });
  return (
    <div id="generate" tabIndex={-1} className="flex scroll-mt-24 flex-wrap items-center gap-x-4 gap-y-3 rounded-lg">
      <Button type="submit" variant="primary" disabled={!listens} aria-busy={sending} aria-keyshortcuts="Control+Enter Meta+Enter" className="min-h-11 px-card max-sm:w-full max-sm:justify-center">
        {sending ? <LoaderCircle aria-hidden className="size-4 animate-spin" /> : <Volume2 aria-hidden className="size-4" />}
        Generate speech
      </Button>
      <Button disabled={!comparable} aria-busy={comparing} onClick={onCompare} className="min-h-11 max-sm:w-full max-sm:justify-center" aria-describedby="compare-note">
        {comparing && <LoaderCircle aria-hidden className="size-4 animate-spin" />}
        Compare voices
        {comparable && <span className="rounded-full bg-accent-soft px-2 py-0.5 text-label font-medium whitespace-nowrap text-accent">{comparedCount} takes</span>}
      </Button>
      <p id="compare-note" suppressHydrationWarning className="text-label text-ink-soft">
        {spendsCredits && <span suppressHydrationWarning className="block">{cost(1)}</span>}
        {comparable
          ? `Comparing makes ${comparedCount} takes, one for each ticked voice.${spendsCredits ? ` ${cost(comparedCount)}` : ""}`
          : "To compare, tick two or more voices."}
      </p>
    </div>
  );
}
