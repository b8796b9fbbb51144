import { SecretForm } from "@/components/ui/secret-form";
import { SIGN_IN_ACTION } from "@/lib/http/sign-in-paths";

const CODE_MAX_LENGTH = 1000;

/** Asks for the access code; leads `back` afterwards. */
export function SignInForm({ back, problem }: { back: string; problem: string | null }) {
  return (
    <SecretForm
      title="Sign in"
      explanation="This Soundcheck asks for an access code. Whoever runs it can tell you."
      action={SIGN_IN_ACTION}
      hidden={{ name: "return", value: back }}
      field={{ label: "Access code", name: "code", maxLength: CODE_MAX_LENGTH, autoComplete: "current-password" }}
      problem={problem}
      submit="Sign in"
    />
  );
}
