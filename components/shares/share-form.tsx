"use client";
import { clsx } from "clsx";
import { type KeyboardEvent, type SyntheticEvent, useId, useState } from "react";
import { dayOf, type ShareFormProblems, type ShareFormValues } from "@/components/shares/share-form-values";
import { Button } from "@/components/ui/button";
import { SelectField } from "@/components/ui/select-field";
import { Switch } from "@/components/ui/switch";
import { takeLostFocus } from "@/components/ui/take-lost-focus";
import { SHARE_PASSWORD_MAX_LENGTH, SHARE_TITLE_MAX_LENGTH } from "@/lib/shares/schema";

const EXPIRY_OPTIONS = [
  ["never", "Never"],
  ["1d", "In 1 day"],
  ["7d", "In 7 days"],
  ["30d", "In 30 days"],
  ["date", "On a date"],
] as const satisfies readonly (readonly [ShareFormValues["expiry"], string])[];

const FIELD = "mt-1 h-10 w-full rounded-lg border border-line bg-surface px-3 text-sm placeholder:text-ink-soft hover:border-line-strong pointer-coarse:h-11";

interface ShareFormProps {
  values: ShareFormValues;
  onChange: (change: Partial<ShareFormValues>) => void;
  problems: ShareFormProblems;
  kind: "speech" | "transcription";
  /** Of the share that is changed: its password stays where none is typed. */
  hasPassword: boolean;
  /** What the button says, and whether it is being done. */
  action: string;
  busy: boolean;
  onSubmit: () => void;
  /** Null where there is nothing to go back to. */
  onCancel: (() => void) | null;
}

/** What a person chooses for a share. */
export function ShareForm({ values, onChange, problems, kind, hasPassword, action, busy, onSubmit, onCancel }: ShareFormProps) {
  const [today] = useState(() => dayOf(Date.now()));
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (!busy) onSubmit();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || onCancel === null) return;
    // Else the dialog around it closes, with all that was typed.
    event.preventDefault();
    event.stopPropagation();
    onCancel();
  };
  const include = (change: Partial<ShareFormValues["includes"]>) => onChange({ includes: { ...values.includes, ...change } });
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a key that any of its fields may be left with
    <form ref={takeLostFocus} tabIndex={-1} aria-label="What is shared" onSubmit={submit} onKeyDown={onKeyDown} noValidate className="space-y-4 rounded-lg outline-offset-8">
      <TextInput label="Title" value={values.title} maxLength={SHARE_TITLE_MAX_LENGTH} problem={problems["title"]} onChange={(title) => onChange({ title })} />
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField
          label="Expires"
          value={values.expiry}
          options={EXPIRY_OPTIONS}
          problem={values.expiry === "date" ? undefined : problems["expiry"]}
          onChange={(value) => {
            const choice = EXPIRY_OPTIONS.find(([option]) => option === value)?.[0];
            if (choice !== undefined) onChange({ expiry: choice });
          }}
        />
        {values.expiry === "date" && (
          <TextInput label="Last day" type="date" min={today} value={values.lastDay} problem={problems["expiry"]} onChange={(lastDay) => onChange({ lastDay })} />
        )}
      </div>
      <fieldset className="space-y-3 rounded-xl border border-line px-4 pt-2 pb-3.5">
        <legend className="-ml-1.5 px-1.5 text-sm font-medium">Include</legend>
        <Switch label="Audio" checked={values.includes.audio} onChange={(audio) => include({ audio })} />
        <Switch label={kind === "speech" ? "Text" : "Transcript"} checked={values.includes.transcript} onChange={(transcript) => include({ transcript })} />
        <Switch label="Settings" hint={kind === "speech" ? "Voice, model, and what else it was made with" : "How it was transcribed"} checked={values.includes.settings} onChange={(settings) => include({ settings })} />
        {problems["includes"] !== undefined && <p className="text-label text-danger">{problems["includes"]}</p>}
      </fieldset>
      <div className="space-y-3 border-x border-transparent px-4">
        <Switch label="Allow downloads" checked={values.allowDownloads} onChange={(allowDownloads) => onChange({ allowDownloads })} />
        <Switch label="Ask for a password" checked={values.asksPassword} onChange={(asksPassword) => onChange({ asksPassword })} />
      </div>
      {values.asksPassword && (
        <TextInput
          label="Password"
          type="password"
          value={values.password}
          maxLength={SHARE_PASSWORD_MAX_LENGTH}
          hint={hasPassword ? "Leave it empty to keep the present one." : "Tell it to your reader by another way than the link."}
          problem={problems["password"]}
          onChange={(password) => onChange({ password })}
        />
      )}
      {problems["form"] !== undefined && (
        <p role="alert" className="rounded-lg bg-danger-soft px-4 py-3 text-sm text-danger">
          {problems["form"]}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" aria-disabled={busy}>
          {action}
        </Button>
        {onCancel !== null && <Button onClick={onCancel}>Cancel</Button>}
      </div>
    </form>
  );
}

interface TextInputProps {
  label: string;
  type?: "text" | "password" | "date";
  value: string;
  min?: string;
  maxLength?: number;
  hint?: string;
  problem: string | undefined;
  onChange: (value: string) => void;
}

function TextInput({ label, type = "text", value, min, maxLength, hint, problem, onChange }: TextInputProps) {
  const id = useId();
  const note = problem ?? hint;
  return (
    <div>
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <input
        id={id}
        type={type}
        value={value}
        min={min}
        maxLength={maxLength}
        dir={type === "text" ? "auto" : undefined}
        autoComplete={type === "password" ? "new-password" : "off"}
        aria-invalid={problem !== undefined}
        aria-describedby={note === undefined ? undefined : `${id}-note`}
        onChange={(event) => onChange(event.currentTarget.value)}
        className={FIELD}
      />
      {note !== undefined && (
        <p id={`${id}-note`} className={clsx("mt-1 text-label", problem === undefined ? "text-ink-soft" : "text-danger")}>
          {note}
        </p>
      )}
    </div>
  );
}
