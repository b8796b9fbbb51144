import type { Browser, Page } from "@playwright/test";
import type { ShareView } from "@/lib/shares/schema";
import { VENDOR_APP } from "../addresses";
import { callAction } from "../app-process";
import { shareOrder } from "../local/access-table";
import { say } from "./transcript-page";

/** What two people say in sixteen seconds, to be shared. */
export const MEETING = [
  ...say("Good morning everybody, and thank you for coming this early. (laughter) Let us begin.", 0.3, 6),
  ...say("Before that, may I ask whether the numbers from Tuesday have arrived?", 6.4, 11, "speaker_1"),
  ...say("They have. Marguerite brought them along herself.", 11.3, 15),
];

/** Shares a result whole, without the dialog; gives the address of its page. */
export async function shareOf(page: Page, taskId: string, title: string): Promise<string> {
  const { result } = await callAction(page.request, VENDOR_APP.url, "createShare", { ...shareOrder(taskId), title });
  return (result as { value: { share: ShareView } }).value.share.url;
}

/** A page of somebody who has never been here. */
export async function teammate(browser: Browser, options: Parameters<Browser["newContext"]>[0] = {}): Promise<Page> {
  return (await browser.newContext(options)).newPage();
}
