"use client";
import { clsx } from "clsx";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { SelectField } from "@/components/ui/select-field";
import { SettingSlider } from "@/components/ui/setting-slider";
import { Switch } from "@/components/ui/switch";
import { NUMBER_SETTING_LIST } from "@/lib/speech/limits";
import { findSpeechModel, SPEECH_LANGUAGES, SPEECH_MODELS } from "@/lib/speech/models";
import { modelEffect, numberEffect, speechLanguageEffect, timestampsEffect } from "@/lib/speech/setting-effects";
import type { SpeechSettings } from "@/lib/speech/settings";

/** Model, language and numbers of the form. */
export function SettingsPanel({
  settings,
  problems,
  local,
  onChange,
  onReset,
}: {
  settings: SpeechSettings;
  problems: Readonly<Record<string, string>>;
  /** On the local engine, where some settings do something else, or nothing. */
  local: boolean;
  onChange: (change: Partial<SpeechSettings>) => void;
  onReset: () => void;
}) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const model = findSpeechModel(settings.model);
  const acceptsLanguage = model?.acceptsLanguage ?? false;
  return (
    <section aria-labelledby={`${id}-heading`}>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id={`${id}-heading`} className="text-sm font-medium">
          Settings <span className="font-normal text-ink-soft lg:hidden">· {model?.label}</span>
        </h2>
        <Button size="small" className="lg:hidden" aria-expanded={open} aria-controls={`${id}-panel`} onClick={() => setOpen(!open)}>
          {open ? "Close settings" : "Change settings"}
        </Button>
        <Button variant="quiet" size="small" className="-mr-2.5 max-lg:hidden" onClick={onReset}>
          Reset settings
        </Button>
      </div>
      <div id={`${id}-panel`} className={clsx("mt-3 space-y-5 lg:block", !open && "max-lg:hidden")}>
      <div className="flex flex-wrap gap-3 *:min-w-0 *:grow *:basis-32">
        <SelectField
          label="Model"
          value={settings.model}
          hint={modelEffect(settings.model, local)}
          problem={problems["model"]}
          options={SPEECH_MODELS.map(({ id: value, label }) => [value, label])}
          onChange={(value) => {
            const chosen = findSpeechModel(value);
            if (chosen === undefined) return;
            onChange({ model: chosen.id, ...(chosen.acceptsLanguage ? {} : { languageCode: "" }) });
          }}
        />
        <SelectField
          label="Language"
          value={settings.languageCode}
          problem={problems["languageCode"]}
          disabled={!acceptsLanguage}
          hint={speechLanguageEffect(settings.model, settings.languageCode, local)}
          options={[["", "From the text"], ...SPEECH_LANGUAGES]}
          onChange={(languageCode) => onChange({ languageCode })}
        />
      </div>
      {NUMBER_SETTING_LIST.map((setting) => (
        <SettingSlider
          key={setting.name}
          setting={setting}
          value={settings[setting.name]}
          effect={numberEffect(setting.name, settings[setting.name], local)}
          problem={problems[setting.name]}
          onChange={(value) => onChange({ [setting.name]: value })}
        />
      ))}
      <Switch
        label="Word timestamps"
        hint={timestampsEffect(settings.timestamps)}
        checked={settings.timestamps}
        onChange={(timestamps) => onChange({ timestamps })}
      />
      <Button size="small" className="lg:hidden" onClick={onReset}>
        Reset settings
      </Button>
      </div>
    </section>
  );
}
