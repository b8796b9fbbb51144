/** Those who fetch a page to show a card of it, or to search it: they say so in their names. */
const MACHINES = /bot\b|bot\/|crawl|spider|preview|facebookexternalhit|slack|whatsapp|telegram|discord|embedly|skypeuri|vkshare|linkedin|pinterest|mastodon|headless.*lighthouse/i;

/** Whether a request opens a page for somebody who is to read it: no HEAD, no fetching ahead, no data for a page that is open, no machine that says so. */
export function isOpening({ method, headers }: { readonly method: string; readonly headers: Readonly<Record<string, string | readonly string[] | undefined>> }): boolean {
  if (method !== "GET" || headers["rsc"] !== undefined || headers["next-router-prefetch"] !== undefined) return false;
  const ahead = [headers["purpose"], headers["sec-purpose"]].some((purpose) => String(purpose ?? "").includes("prefetch"));
  return !ahead && !MACHINES.test(String(headers["user-agent"] ?? ""));
}
