/** What a request says of where it was sent from. */
export interface SenderHeaders {
  readonly secFetchSite: string | undefined;
  readonly origin: string | undefined;
  readonly host: string | undefined;
}

/**
 * Whether a request was sent by a page of another site. Browsers that know Sec-Fetch-Site say it, and no page can change that; others
 * send Origin with whatever changes something, which must then be ours: the host that was asked, or PUBLIC_URL's. A program that is no
 * browser sends neither, and brings no cookies that are not its own.
 */
export function isFromAnotherSite({ secFetchSite, origin, host }: SenderHeaders, publicUrl: string | undefined): boolean {
  if (secFetchSite !== undefined) return secFetchSite !== "same-origin" && secFetchSite !== "none";
  if (origin === undefined) return false;
  if (!URL.canParse(origin)) return true;
  const sender = new URL(origin);
  return sender.host !== host?.toLowerCase() && (publicUrl === undefined || sender.origin !== new URL(publicUrl).origin);
}
