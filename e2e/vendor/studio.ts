import { randomBytes } from "node:crypto";
import { expect, type Locator, type Page, type Request } from "@playwright/test";
import type { SpeechTaskView } from "@/lib/tasks/schema";

/** A sentence that no other test uses: its first word tells its takes and its requests from all others. */
export function newSentence(rest = "The tide came in and took the letters from the sand."): { marker: string; text: string } {
  const marker = `mark${randomBytes(5).toString("hex")}`;
  return { marker, text: `${marker} ${rest}` };
}

/** The field for the text to be spoken. */
export function textField(page: Page): Locator {
  return page.getByRole("textbox", { name: "Text", exact: true });
}

/** The button that makes a take. */
export function generateButton(page: Page): Locator {
  return page.getByRole("button", { name: "Generate speech" });
}

/** Opens the form and waits until it listens: it then knows its text again after a reload. */
export async function openStudio(page: Page, query = ""): Promise<void> {
  await page.goto(`/${query}`);
  await expect(textField(page)).toBeEditable();
}

/** Writes the text and presses "Generate speech". */
export async function generate(page: Page, text: string): Promise<void> {
  await textField(page).fill(text);
  await generateButton(page).click();
}

/** The takes whose name contains `marker`. */
export function takesOf(page: Page, marker: string): Locator {
  return page.getByRole("list", { name: "Takes" }).getByRole("article", { name: marker });
}

/** What can be played of a take, once it is finished. */
export function playButton(take: Locator): Locator {
  return take.getByRole("button", { name: "Play", exact: true });
}

/** Makes a take and waits until it can be played. */
export async function makeTake(page: Page, { marker, text }: { marker: string; text: string }): Promise<Locator> {
  await generate(page, text);
  const take = takesOf(page, marker);
  await expect(playButton(take)).toBeVisible();
  return take;
}

/** Whether a request is a server action of the app. */
export function isAction(request: Request): boolean {
  return request.method() === "POST" && request.headers()["next-action"] !== undefined;
}

/** The address that the form's actions are sent to, whatever its settings are. */
export function isForm(url: URL): boolean {
  return url.pathname === "/";
}

/** The server actions that a page sends from now on. */
export function recordActions(page: Page): readonly Request[] {
  const actions: Request[] = [];
  page.on("request", (request) => {
    if (isAction(request)) actions.push(request);
  });
  return actions;
}

/** The next server action, kept from the server until `release` is called. */
export async function holdActions(page: Page): Promise<() => void> {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(isForm, async (route) => {
    if (isAction(route.request())) await released;
    await route.fallback();
  });
  return release;
}

/** Changes what the next server actions say before they reach the server, as a client that is not ours could. */
export async function alterActions(page: Page, change: Readonly<Record<string, unknown>>): Promise<void> {
  await page.route(isForm, async (route) => {
    const request = route.request();
    if (isAction(request)) await route.continue({ postData: alteredAction(request, change) });
    else await route.fallback();
  });
}

/** The body of a server action with other values in its input. */
export function alteredAction(request: Request, change: Readonly<Record<string, unknown>>): string {
  const [input] = JSON.parse(request.postData() ?? "") as [Record<string, unknown>];
  return JSON.stringify([{ ...input, ...change }]);
}

/** Sends a server action once more from the same browser; gives the answer's body. */
export async function sendAgain(page: Page, action: Request, body = action.postData() ?? ""): Promise<string> {
  const headers = await action.allHeaders();
  const kept = Object.entries(headers).filter(([name]) => /^(accept|content-type|origin|next-.*)$/.test(name));
  const response = await page.request.post(action.url(), { headers: Object.fromEntries(kept), data: body });
  expect(response.status()).toBe(200);
  return response.text();
}

/** The visitor's takes as the app tells their browser. */
export async function readTakes(page: Page): Promise<readonly SpeechTaskView[]> {
  const response = await page.request.get("/api/tasks");
  const { tasks } = (await response.json()) as { tasks: SpeechTaskView[] };
  return tasks;
}

/** The visitor's only take of a text. */
export async function readTake(page: Page, marker: string): Promise<SpeechTaskView> {
  const [take, ...others] = (await readTakes(page)).filter(({ input }) => input.text.includes(marker));
  if (take === undefined || others.length > 0) throw new Error(`Expected one take, not ${take === undefined ? 0 : others.length + 1}.`);
  return take;
}
