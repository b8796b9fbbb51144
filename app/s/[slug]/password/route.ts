import { readBody } from "@/lib/http/body";
import { publicRoute } from "@/lib/http/route";
import { enterPassword } from "@/lib/shares/enter-password";

/** The longest password, each of its characters escaped, with room for the rest of the form. */
const FORM_MAX_BYTES = 16_384;

/**
 * What the form of a locked share posts, with or without JavaScript: `password`, and `from`, the page that it stands on and leads back to. A
 * wrong one is said by `?password=wrong` there, too many by `?password=later`.
 */
export const POST = publicRoute<{ slug: string }>("/s/[slug]/password", "Who has the link and the password is let in: the form's password is the key.", async (request, { params }) => {
  const form = new URLSearchParams(await readBody(request, FORM_MAX_BYTES));
  const location = await enterPassword(params.slug, { password: form.get("password") ?? "", from: form.get("from") ?? "" });
  return new Response(null, { status: 303, headers: { location, "cache-control": "no-store" } });
});
