import { AppError } from "@/lib/http/app-error";
import { readJson } from "@/lib/http/body";
import { visitorRoute } from "@/lib/http/route";
import { parseTheme } from "@/lib/theme/theme";
import { keepTheme } from "@/lib/theme/theme-cookie";

const MAX_BYTES = 100;

/** Keeps how a reader wants the pages, so that the server can send them so at once. */
export const POST = visitorRoute("/api/theme", async (request) => {
  const theme = parseTheme(await readJson(request, MAX_BYTES));
  if (theme === undefined) throw new AppError(400, { code: "invalid", message: "There is no such theme." });
  await keepTheme(theme);
  return Response.json({ theme }, { headers: { "cache-control": "no-store" } });
});
