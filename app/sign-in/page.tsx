import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { SignInForm } from "@/components/layout/sign-in-form";
import { env } from "@/lib/env";
import { isAdmitted } from "@/lib/http/request-facts";
import { safeReturnPath } from "@/lib/sessions/return-path";
import { signInSlowed } from "@/lib/sessions/sign-in";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  if (env().accessCode === undefined) notFound();
  const { return: wanted, problem } = await searchParams;
  const back = safeReturnPath(typeof wanted === "string" ? wanted : null);
  if (isAdmitted()) redirect(back as "/");
  const slowed = await signInSlowed();
  return <SignInForm back={back} problem={slowed?.message ?? (problem === "wrong" ? "This is not the access code. Check it and try again." : null)} />;
}
