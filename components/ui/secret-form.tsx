import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";

/** Asks for a secret before anything else is shown: the browser's own form, which needs no JavaScript. */
export function SecretForm({
  icon,
  title,
  explanation,
  action,
  hidden,
  field,
  problem,
  submit,
}: {
  icon?: ReactNode;
  title: string;
  explanation: string;
  action: string;
  /** Where to come back to. */
  hidden: { readonly name: string; readonly value: string };
  field: { readonly label: string; readonly name: string; readonly maxLength: number; readonly autoComplete: "current-password" | "off" };
  problem: string | null;
  submit: string;
}) {
  return (
    <div className="mx-auto mt-16 max-w-sm rounded-2xl border border-line bg-surface p-6 sm:p-8">
      {icon}
      <h1 className="text-title font-semibold text-balance">{title}</h1>
      <p className="mt-2 text-sm text-ink-soft">{explanation}</p>
      <form method="post" action={action} className="mt-6">
        <input type="hidden" {...hidden} />
        <label htmlFor="secret" className="text-sm font-medium">
          {field.label}
        </label>
        <input
          id="secret"
          name={field.name}
          type="password"
          required
          // eslint-disable-next-line jsx-a11y/no-autofocus -- the page asks for nothing else
          autoFocus
          maxLength={field.maxLength}
          autoComplete={field.autoComplete}
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : "secret-problem"}
          className="mt-1.5 h-11 w-full rounded-lg border border-line-strong bg-surface px-3 aria-invalid:border-danger"
        />
        {problem !== null && (
          <p id="secret-problem" role="alert" className="mt-2 text-sm text-danger">
            {problem}
          </p>
        )}
        <Button type="submit" variant="primary" className="mt-5 w-full justify-center">
          {submit}
        </Button>
      </form>
    </div>
  );
}
