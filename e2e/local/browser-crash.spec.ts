import { readdirSync, readFileSync } from "node:fs";
import { type BrowserContext, chromium, expect, type Page, test } from "@playwright/test";
import { CHROMIUM_WITH_MICROPHONE_ARGS } from "../chromium-args";
import { generate, playButton, takesOf, textField } from "../vendor/studio";
import { drop, slowUploads, toneWav, untilMoving, waitingRow } from "./transcribe-page";

const CHANGED_AT = Date.UTC(2024, 6, 7, 8, 9, 10);
const executablePath = process.env["CHROMIUM_PATH"];

/** Opens a browser whose profile lies in a folder, as a person's does. */
async function openBrowser(profile: string): Promise<{ context: BrowserContext; page: Page }> {
  const context = await chromium.launchPersistentContext(profile, {
    args: CHROMIUM_WITH_MICROPHONE_ARGS,
    baseURL: test.info().project.use.baseURL ?? "",
    ...(executablePath === undefined ? {} : { executablePath }),
  });
  return { context, page: context.pages()[0] ?? (await context.newPage()) };
}

/** Kills the browser of a profile with all that it has not written down. */
async function kill(context: BrowserContext, profile: string): Promise<void> {
  const gone = context.waitForEvent("close");
  const commandOf = (pid: string) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8");
    } catch {
      return "";
    }
  };
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    const command = commandOf(pid);
    if (command.includes(`--user-data-dir=${profile}`) && !command.includes("--type=")) process.kill(Number(pid), "SIGKILL");
  }
  await gone;
}

/** What the page has written down so far: a browser that dies sooner has not been told more. */
function keptDrafts(page: Page): Promise<string> {
  return page.evaluate(
    () =>
      new Promise<string>((resolve, reject) => {
        const opening = indexedDB.open("soundcheck-drafts");
        opening.onerror = () => reject(opening.error ?? new Error("The browser's database cannot be opened."));
        opening.onsuccess = () => {
          const reading = opening.result.transaction("drafts").objectStore("drafts").getAll();
          reading.onsuccess = () => {
            opening.result.close();
            resolve(reading.result.join("\n"));
          };
        };
      }),
  );
}

test("a browser that is killed in the middle of everything has all of it again", { tag: "@long" }, async () => {
  test.setTimeout(120_000);
  test.skip(process.platform !== "linux", "It finds the browser's process under /proc.");
  const profile = test.info().outputPath("profile");
  const before = await openBrowser(profile);
  const sound = await before.context.newPage();
  await sound.goto("/transcribe");
  await sound.getByRole("button", { name: "Record", exact: true }).click();
  await expect(sound.getByRole("timer", { name: "Recorded" })).toHaveText(/0:0[2-9]/);
  const upload = await before.context.newPage();
  await upload.goto("/transcribe");
  const slow = await slowUploads(upload);
  await slow(20 * 1024);
  await drop(upload, [toneWav("gulls.wav", 60)], CHANGED_AT);
  await untilMoving(waitingRow(upload, "gulls.wav").getByRole("progressbar", { name: "Upload" }));
  await upload.getByRole("textbox", { name: "Audio URL" }).fill("https://example.com/gulls.mp3");
  await before.page.goto("/");
  await generate(before.page, "A take before the crash.");
  await expect(playButton(takesOf(before.page, "before the crash"))).toBeVisible();
  await before.page.getByRole("checkbox", { name: "Compare Lily" }).check();
  await textField(before.page).fill("");
  await textField(before.page).pressSequentially("Half a sentence that nobody has");
  await expect.poll(() => keptDrafts(before.page)).toContain("Half a sentence that nobody has");
  await kill(before.context, profile);

  const after = await openBrowser(profile);
  const { page } = after;
  await page.goto("/");
  await expect(textField(page)).toHaveValue("Half a sentence that nobody has");
  await expect(page.getByRole("checkbox", { name: "Compare Lily" })).toBeChecked();
  await expect(playButton(takesOf(page, "before the crash"))).toBeVisible();

  await page.getByRole("link", { name: "Speech to text" }).click();
  await expect(page.getByRole("textbox", { name: "Audio URL" })).toHaveValue("https://example.com/gulls.mp3");
  const recorded = waitingRow(page, "not uploaded yet");
  await expect(recorded).toContainText(/Recorded on .* \(0:\d\d\)/);
  await recorded.getByRole("button", { name: "Upload" }).click();
  await expect(waitingRow(page, "Recording 20")).toContainText(/0:\d\d · /);
  await expect(waitingRow(page, "gulls.wav")).toContainText(/are here. Choose the same file to go on/);
  await drop(page, [toneWav("gulls.wav", 60)], CHANGED_AT);
  await expect(waitingRow(page, "gulls.wav")).toContainText("1:00 · WAV");
  await after.context.close();
});
