import { publicRoute } from "@/lib/http/route";
import { SIGN_IN_PATH } from "@/lib/http/sign-in-paths";
import { closeSession } from "@/lib/sessions/session-cookie";

/** Ends the session of this browser. What was made in it stays its own. */
export const POST = publicRoute("/api/sign-out", "it ends a session, whether or not it still holds", async () => {
  await closeSession();
  return new Response(null, { status: 303, headers: { location: SIGN_IN_PATH, "cache-control": "no-store" } });
});
