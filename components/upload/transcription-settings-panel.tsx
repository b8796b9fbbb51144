"use client";
import { useId } from "react";
import { SelectField } from "@/components/ui/select-field";
import { Switch } from "@/components/ui/switch";
import { TRANSCRIPTION_LANGUAGES } from "@/lib/recordings/languages";
import { diarizeEffect, recordingLanguageEffect, tagAudioEventsEffect } from "@/lib/recordings/setting-effects";
import type { TranscriptionSettings } from "@/lib/recordings/transcription-settings";

const LANGUAGES = [["", "Detect automatically"], ...TRANSCRIPTION_LANGUAGES] as const;

interface TranscriptionSettingsProps {
  settings: TranscriptionSettings;
  problems: Readonly<Record<string, string>>;
  local: boolean;
  onChange: (change: Partial<TranscriptionSettings>) => void;
}

/** How the recordings are to be transcribed, beside the recordings. */
export function TranscriptionSettingsPanel(props: TranscriptionSettingsProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="space-y-5 rounded-2xl border border-line bg-surface p-card shadow-raised">
      <h2 id={id} className="text-sm font-medium">
        Settings
      </h2>
      <TranscriptionSettingFields {...props} />
    </section>
  );
}

/** The settings of a transcription. */
export function TranscriptionSettingFields({ settings, problems, local, onChange }: TranscriptionSettingsProps) {
  return (
    <>
      <SelectField
        label="Language"
        value={settings.languageCode}
        problem={problems["languageCode"]}
        hint={recordingLanguageEffect(settings.languageCode, local)}
        options={LANGUAGES}
        onChange={(languageCode) => onChange({ languageCode })}
      />
      <Switch
        label="Tag audio events"
        hint={tagAudioEventsEffect(settings.tagAudioEvents, local)}
        checked={settings.tagAudioEvents}
        onChange={(tagAudioEvents) => onChange({ tagAudioEvents })}
      />
      <Switch
        label="Identify speakers"
        hint={diarizeEffect(settings.diarize, local)}
        checked={settings.diarize}
        onChange={(diarize) => onChange({ diarize })}
      />
    </>
  );
}
