import { Lock } from "lucide-react";
import { SecretForm } from "@/components/ui/secret-form";
import { SHARE_PASSWORD_MAX_LENGTH } from "@/lib/shares/schema";

/** Asks for the password of a share. `from` is the page to come back to. */
export function PasswordForm({ action, from, problem }: { action: string; from: string; problem: string | null }) {
  return (
    <SecretForm
      icon={<Lock aria-hidden className="mb-3 size-6 text-accent" />}
      title="This link asks for a password"
      explanation="Whoever sent you the link can tell it to you."
      action={action}
      hidden={{ name: "from", value: from }}
      field={{ label: "Password", name: "password", maxLength: SHARE_PASSWORD_MAX_LENGTH, autoComplete: "off" }}
      problem={problem}
      submit="Open"
    />
  );
}
