import { Button } from "@/components/ui/button";
import { SIGN_IN_ACTION } from "@/lib/http/sign-in-paths";

/** Asks for the access code, with or without a program in the page; leads `back` afterwards. */
export function SignInForm({ back, problem }: { back: string; problem: string | null }) {
  return (
    <div className="mx-auto mt-[8vh] max-w-sm rounded-2xl border border-line bg-surface p-6 sm:p-8">
      <h1 className="text-title font-semibold">Sign in</h1>
      <p className="mt-2 text-sm text-ink-soft">This Soundcheck asks for an access code. Whoever runs it can tell you.</p>
      <form method="post" action={SIGN_IN_ACTION} className="mt-6">
        <input type="hidden" name="return" value={back} />
        <label htmlFor="code" className="text-sm font-medium">
          Access code
        </label>
        <input
          id="code"
          name="code"
          type="password"
          required
          maxLength={1000}
          autoComplete="current-password"
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : "code-problem"}
          className="mt-1.5 h-11 w-full rounded-lg border border-line-strong bg-surface px-3 aria-invalid:border-danger"
        />
        {problem !== null && (
          <p id="code-problem" role="alert" className="mt-2 text-sm text-danger">
            {problem}
          </p>
        )}
        <Button type="submit" variant="primary" className="mt-5 w-full justify-center">
          Sign in
        </Button>
      </form>
    </div>
  );
}
