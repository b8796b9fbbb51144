"use client";
import { AudioWaveform, LoaderCircle } from "lucide-react";
import { type SyntheticEvent, useId, useRef } from "react";
import { ReadProblem } from "@/components/connection/read-problem";
import { useDraft } from "@/components/drafts/use-draft";
import { usePageShortcuts } from "@/components/shortcuts/use-page-shortcuts";
import { DropZone } from "@/components/upload/drop-zone";
import { MicrophonePanel } from "@/components/upload/microphone/microphone-panel";
import { useUploadRecorded } from "@/components/upload/microphone/use-kept-recordings";
import { RecordingList } from "@/components/upload/recording-list";
import { SAMPLE_NAME, SampleRecording } from "@/components/upload/sample-recording";
import { holdsFile, type RecordingRow, transcribable } from "@/components/upload/recording-rows";
import { TranscriptList, TRANSCRIPTS_ID } from "@/components/upload/transcript-list";
import { TranscriptionSettingsPanel } from "@/components/upload/transcription-settings-panel";
import type { UploadView } from "@/components/upload/upload-view";
import { useAddRecordings } from "@/components/upload/use-add-recordings";
import { useRecordingNews } from "@/components/upload/use-recording-news";
import { useRecordings } from "@/components/upload/use-recordings";
import { useTranscribe } from "@/components/upload/use-transcribe";
import { useTranscriptionForm } from "@/components/upload/use-transcription-form";
import { Button } from "@/components/ui/button";
import { showNewest } from "@/components/ui/show-newest";
import { useEarlyInput } from "@/components/ui/early-input";
import { useHydrated } from "@/components/ui/use-hydrated";
import { URL_MAX_LENGTH } from "@/lib/recordings/limits";
import type { TranscriptionSettings } from "@/lib/recordings/transcription-settings";

/** The speech-to-text page: recordings from files, an address and the microphone, and the transcripts made of them. */
export function TranscribeStudio({ initialSettings, maxBytes, local }: { initialSettings: TranscriptionSettings; maxBytes: number; local: boolean }) {
  const formElement = useRef<HTMLFormElement>(null);
  const problem = useRef<HTMLParagraphElement>(null);
  const { settings, changeSettings } = useTranscriptionForm(initialSettings);
  const { text: audioUrl, setText: setAudioUrl } = useDraft("audio-url");
  const { rows, kept, error, readAgain } = useRecordings();
  useRecordingNews(rows);
  const { declined, add, upload, dismiss } = useAddRecordings(maxBytes);
  const uploadRecorded = useUploadRecorded();
  const { problems, sending, transcribe, clearProblem } = useTranscribe(settings);

  const press = async () => {
    if (await transcribe(audioUrl)) {
      setAudioUrl("");
      showNewest(TRANSCRIPTS_ID);
      return;
    }
    // After the render that marks the fields.
    requestAnimationFrame(() => {
      formElement.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
      problem.current?.scrollIntoView({ block: "nearest" });
    });
  };
  usePageShortcuts({ transcribe: () => void press() });
  const takeSample = (file: File) => {
    upload(file);
    // The button that had the focus goes away, and this one is next.
    formElement.current?.querySelector<HTMLElement>("[type=submit]")?.focus();
  };
  const changeAddress = (address: string) => {
    setAudioUrl(address);
    clearProblem("audioUrl");
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void press();
  };

  const waiting = transcribable(rows);
  const lacksRecording = waiting.length === 0 && audioUrl === "" && problems["recording"] !== undefined;
  const lack = kept.length > 0 ? "Upload what you recorded first: it is in the list below." : problems["recording"];
  const onTheirWay = rows.flatMap(({ upload, recording }) => (upload !== null && (recording === null || recording.state === "arriving") && waiting.includes(upload.recordingId ?? "") ? [upload] : []));
  return (
    <div className="grid gap-x-10 gap-y-6 lg:grid-cols-main-aside lg:grid-rows-main-aside">
      <form ref={formElement} onSubmit={submit} noValidate className="contents">
        <div className="min-w-0 space-y-4 lg:col-start-1 lg:row-start-1">
          <DropZone maxBytes={maxBytes} problem={lacksRecording ? lack : problems["recordingIds"]} onFiles={add} />
          <SampleRecording taken={holdsFile(rows, SAMPLE_NAME)} onTaken={takeSample} />
          <div className="grid gap-x-6 gap-y-4 sm:grid-cols-fill-end sm:items-end">
            <AddressField value={audioUrl} problem={problems["audioUrl"]} onChange={changeAddress} />
            <MicrophonePanel onRecorded={uploadRecorded} />
          </div>
          <RecordingList rows={rows} kept={kept} declined={declined} onUpload={upload} onDismiss={dismiss} />
          <ReadProblem what="Your unfinished uploads" error={error} onRetry={readAgain} />
        </div>
        <div className="min-w-0 lg:col-start-2 lg:row-span-3 lg:row-start-1">
          <TranscriptionSettingsPanel settings={settings} problems={problems} local={local} onChange={changeSettings} />
        </div>
        <div className="min-w-0 space-y-4 lg:col-start-1 lg:row-start-2">
          <TranscribeBar recordings={waiting.length} onTheirWay={onTheirWay} hasAddress={audioUrl.trim() !== ""} sending={sending} />
          {problems["form"] !== undefined && (
            // Seen above what the page says at its foot.
            <p ref={problem} role="alert" className="scroll-mb-24 rounded-lg bg-danger-soft px-4 py-3 text-sm text-danger">
              {problems["form"]}
            </p>
          )}
        </div>
      </form>
      <div className="min-w-0 lg:col-start-1 lg:row-start-3">
        <TranscriptList followRecordings={rows.some(changesByItself)} />
      </div>
    </div>
  );
}

/** Whether the server has news of a recording while this tab does nothing: it is read, or another tab sends it. */
function changesByItself({ upload, recording }: RecordingRow): boolean {
  return recording?.state === "preparing" || (recording?.state === "arriving" && upload === null);
}

function AddressField({ value, problem, onChange }: { value: string; problem: string | undefined; onChange: (value: string) => void }) {
  const id = useId();
  const field = useEarlyInput<HTMLInputElement>((early) => {
    if (early.value !== "") onChange(early.value);
  });
  return (
    <div className="min-w-0 self-start">
      <label htmlFor={id} className="text-sm font-medium">
        Audio URL
      </label>
      <input
        ref={field}
        id={id}
        type="url"
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        maxLength={URL_MAX_LENGTH}
        placeholder="https://example.com/interview.mp3"
        value={value}
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? undefined : `${id}-problem`}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          // Enter only ends the typing: it must not make a task, which may cost credits.
          if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) event.preventDefault();
        }}
        className="mt-1 h-11 w-full rounded-lg border border-line bg-surface px-3 text-sm placeholder:text-ink-soft hover:border-line-strong"
      />
      {problem !== undefined && (
        <p id={`${id}-problem`} className="mt-1 text-label text-danger">
          {problem}
        </p>
      )}
    </div>
  );
}

function TranscribeBar({ recordings, onTheirWay, hasAddress, sending }: { recordings: number; onTheirWay: readonly UploadView[]; hasAddress: boolean; sending: boolean }) {
  // Until the page listens, a press would be the browser's own and lose the form.
  const listens = useHydrated();
  const tasks = recordings + (hasAddress ? 1 : 0);
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
      <Button
        type="submit"
        variant="primary"
        disabled={!listens}
        aria-busy={sending}
        aria-describedby="transcribe-note"
        aria-keyshortcuts="Control+Enter Meta+Enter"
        className="min-h-11 px-card max-sm:w-full max-sm:justify-center"
      >
        {sending ? <LoaderCircle aria-hidden className="size-4 animate-spin" /> : <AudioWaveform aria-hidden className="size-4" />}
        Transcribe
      </Button>
      <p id="transcribe-note" className="text-label text-ink-soft">
        {tasks > 1 && <span className="block">Makes {tasks} transcripts, one for each recording.</span>}
        {onTheirWay.length > 0 && (
          <span className="block">
            {onTheirWay.length === 1 ? "It starts when the upload is complete." : "Each starts when its upload is complete."}{" "}
            {onTheirWay.some(({ phase }) => phase === "paused") ? "Resume what is paused." : "You need not wait."}
          </span>
        )}
      </p>
    </div>
  );
}
