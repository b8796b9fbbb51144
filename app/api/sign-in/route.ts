import { env } from "@/lib/env";
import { TooMuchError } from "@/lib/http/app-error";
import { readBody } from "@/lib/http/body";
import { notFound, publicRoute } from "@/lib/http/route";
import { SIGN_IN_PATH } from "@/lib/http/sign-in-paths";
import { signInAttempt } from "@/lib/sessions/sign-in";
import { safeReturnPath } from "@/lib/sessions/return-path";
import { openSession } from "@/lib/sessions/session-cookie";

const MAX_BYTES = 10_000;

/** What the sign-in page's form sends: leads on with a session, or back to the page, which then says what is wrong. */
export const POST = publicRoute("/api/sign-in", "who signs in has no session yet; attempts are slowed", async (request) => {
  if (env().accessCode === undefined) throw notFound();
  const posted = new URLSearchParams(await readBody(request, MAX_BYTES));
  const back = safeReturnPath(posted.get("return"));
  const problem = await problemOf(posted.get("code") ?? "");
  if (problem !== null) return seeOther(`${SIGN_IN_PATH}?${new URLSearchParams({ problem, return: back }).toString()}`);
  await openSession();
  return seeOther(back);
});

async function problemOf(code: string): Promise<"wrong" | "slowed" | null> {
  try {
    return (await signInAttempt(code)) ? null : "wrong";
  } catch (error) {
    if (error instanceof TooMuchError) return "slowed";
    throw error;
  }
}

function seeOther(location: string): Response {
  return new Response(null, { status: 303, headers: { location, "cache-control": "no-store" } });
}
