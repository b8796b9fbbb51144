import { readdir } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";
import { LOCAL_APP } from "../addresses";
import { choose, toneWav, transcribe, transcript } from "./transcribe-page";

async function speak(page: Page, text: string): Promise<void> {
  await page.goto("/");
  await page.getByRole("textbox", { name: "Text", exact: true }).fill(text);
  await page.getByRole("button", { name: "Generate speech" }).click();
  await expect(page.getByRole("button", { name: "Play" })).toBeVisible();
}

async function upload(page: Page, name: string): Promise<string> {
  await page.goto("/transcribe");
  await choose(page, toneWav(name, 2));
  await transcribe(page);
  const address = await transcript(page, name).getByRole("link", { name }).getAttribute("href");
  await expect.poll(async () => (await page.request.get(`/api${address ?? ""}`)).text()).toContain('"state":"ready"');
  return address?.split("/").at(-1) ?? "";
}

const entries = (page: Page) => page.getByRole("list", { name: "History" }).getByRole("article");

test("both kinds are listed, newest first, and can be searched and narrowed through the address", async ({ page }) => {
  await speak(page, "Blackbirds sing at dawn.");
  await upload(page, "board meeting.wav");
  await page.getByRole("link", { name: "History", exact: true }).click();
  await expect(page.getByRole("heading", { name: "History", level: 1 })).toBeVisible();
  await expect(entries(page)).toHaveCount(2);
  await expect(entries(page).first()).toHaveAccessibleName("board meeting.wav");

  await page.getByRole("searchbox", { name: "Search history" }).fill("dawn blackbirds");
  await expect(entries(page)).toHaveCount(1);
  await expect(entries(page)).toHaveAccessibleName("Rachel: Blackbirds sing at dawn.");
  await expect(page).toHaveURL(/\/history\?search=dawn\+blackbirds$/);
  await page.reload();
  await expect(page.getByRole("searchbox", { name: "Search history" })).toHaveValue("dawn blackbirds");
  await expect(entries(page)).toHaveCount(1);

  await page.getByRole("searchbox", { name: "Search history" }).fill("nightingale");
  await expect(page.getByText("Nothing fits this search.")).toBeVisible();
  await page.getByRole("button", { name: "Show everything" }).click();
  await expect(page.getByRole("searchbox", { name: "Search history" })).toHaveValue("");
  await expect(entries(page)).toHaveCount(2);
  await page.getByText("Transcripts", { exact: true }).click();
  await expect(page).toHaveURL(/\/history\?kind=transcription$/);
  await expect(entries(page)).toHaveCount(1);
  await entries(page).getByRole("link", { name: "board meeting.wav" }).click();
  await expect(page.getByRole("heading", { name: "board meeting.wav", level: 1 })).toBeVisible();
});

test("delete asks, and then deletes the files, too", async ({ page }) => {
  const files = async () => (await readdir(`${LOCAL_APP.env.DATA_DIR}/files`, { recursive: true })).join("\n");
  const taskId = await upload(page, "to be deleted.wav");
  const { recording } = (await (await page.request.get(`/api/tasks/${taskId}`)).json()) as { recording: { id: string } };
  expect(await files()).toContain(recording.id);
  await page.goto("/history");
  const entry = entries(page).filter({ hasText: "to be deleted.wav" });
  await entry.getByRole("button", { name: "Delete" }).click();
  await entry.getByRole("button", { name: "Keep" }).click();
  await expect(entry).toBeVisible();
  await entry.getByRole("button", { name: "Delete" }).click();
  await entry.getByRole("button", { name: "Delete for good" }).click();
  await expect(page.getByText("Nothing here yet")).toBeVisible();
  await expect(page.getByRole("heading", { name: "History" })).toBeFocused();
  expect((await page.request.get(`/api/tasks/${taskId}`)).status()).toBe(404);
  await expect.poll(files).not.toContain(recording.id);
});

test("a newcomer is told what will be here", async ({ page }) => {
  await page.goto("/history");
  await expect(page.getByText("Nothing here yet")).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "speech to text" }).click();
  await expect(page.getByRole("heading", { name: "Speech to text" })).toBeVisible();
});
