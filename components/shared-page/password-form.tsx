import { Lock } from "lucide-react";
import { Button } from "@/components/ui/button";
import { SHARE_PASSWORD_MAX_LENGTH } from "@/lib/shares/schema";

/** Asks for the password of a share: the browser's own form, which needs no JavaScript. `from` is the page to come back to. */
export function PasswordForm({ action, from, problem }: { action: string; from: string; problem: string | null }) {
  return (
    <div className="mx-auto mt-[8vh] max-w-sm rounded-2xl border border-line bg-surface p-6 sm:p-8">
      <Lock aria-hidden className="size-6 text-accent" />
      <h1 className="mt-3 text-title font-semibold">This link asks for a password</h1>
      <p className="mt-2 text-sm text-ink-soft">Whoever sent you the link can tell it to you.</p>
      <form method="post" action={action} className="mt-6">
        <input type="hidden" name="from" value={from} />
        <label htmlFor="share-password" className="text-sm font-medium">
          Password
        </label>
        <input
          id="share-password"
          name="password"
          type="password"
          required
          maxLength={SHARE_PASSWORD_MAX_LENGTH}
          autoComplete="off"
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : "share-password-problem"}
          className="mt-1.5 h-11 w-full rounded-lg border border-line-strong bg-surface px-3 aria-invalid:border-danger"
        />
        {problem !== null && (
          <p id="share-password-problem" role="alert" className="mt-2 text-sm text-danger">
            {problem}
          </p>
        )}
        <Button type="submit" variant="primary" className="mt-5 w-full justify-center">
          Open
        </Button>
      </form>
    </div>
  );
}
