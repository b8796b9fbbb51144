import "server-only";
import { headers } from "next/headers";
import { env } from "@/lib/env";

/** Our address as who asks for a page sees it, for the links in it that must be whole. */
export async function publicBase(): Promise<URL> {
  const asked = `http://${(await headers()).get("host") ?? ""}`;
  return new URL(env().publicUrl ?? (URL.canParse(asked) ? asked : "http://localhost"));
}
