import { expect, type Page, test } from "@playwright/test";
import { type AppLife, beginApp } from "../app-life";
import { CHROMIUM_WITH_MICROPHONE_ARGS } from "../chromium-args";
import { type FakeVendor, startFakeVendor } from "../fake-vendor/fake-vendor";
import { generate, generateButton, playButton, takesOf, textField } from "../vendor/studio";
import { resultOf, say, transcriptRegion } from "../vendor/transcript-page";
import { choose, drop, slowUploads, toneWav, transcribe, transcript, untilMoving, waitingRow } from "./transcribe-page";

const executablePath = process.env["CHROMIUM_PATH"];

test.use({
  launchOptions: {
    // A microphone that beeps, and nobody who must be asked.
    args: CHROMIUM_WITH_MICROPHONE_ARGS,
    ...(executablePath === undefined ? {} : { executablePath }),
  },
});

let vendor: FakeVendor;
let app: AppLife;

test.beforeEach(async () => {
  vendor = await startFakeVendor({ delayMs: 0 });
  app = await beginApp(vendor);
});

test.afterEach(async () => {
  await app.end();
  await vendor.close();
});

const lostLine = (page: Page) => page.getByRole("status").filter({ hasText: /^Connection lost at/ });
const comeBack = (page: Page) => page.getByRole("status").filter({ hasText: "Connected again" });
const noAnswer = (page: Page) => page.getByRole("alert").filter({ hasText: "The server did not answer" });

/** How many tasks the vendor was asked to make whose request contains `text`. */
const sent = (text: string) => vendor.requests.filter(({ path, body }) => path.endsWith("/createTask") && body?.includes(text) === true).length;

test("a lost connection is shown, and comes back by itself with what happened meanwhile", async ({ page }) => {
  vendor.behave({ next: [{ whenIncludes: "tide", delayMs: 1500, callback: "none" }] });
  await page.goto(app.url);
  await generate(page, "The tide comes in.");
  await expect(takesOf(page, "tide").getByRole("status").filter({ hasText: /^(Accepted|Speaking)/ })).toBeVisible();
  await app.stop();
  await expect(lostLine(page)).toContainText(/^Connection lost at \d{1,2}:\d\d\s[AP]M\. Trying again…/);

  // A link would replace the page by the browser's own error.
  await textField(page).fill("The tide goes out.");
  await page.getByRole("link", { name: "History", exact: true }).click();
  await expect(lostLine(page)).toContainText("Other pages open when it is back.");
  await generateButton(page).click();
  await expect(noAnswer(page)).toContainText("Your text is safe: press again, and it will not be made twice.");
  await expect(takesOf(page, "tide comes in")).toBeVisible();
  await expect(page.getByRole("alert").filter({ hasText: "could not be read" })).toBeHidden();

  await app.start();
  await expect(lostLine(page)).toBeHidden();
  await expect(comeBack(page)).toBeAttached();
  await expect(playButton(takesOf(page, "tide comes in"))).toBeVisible();
  await expect(textField(page)).toHaveValue("The tide goes out.");
  await generateButton(page).click();
  await expect(playButton(takesOf(page, "tide goes out"))).toBeVisible();
  await expect(noAnswer(page)).toBeHidden();
  expect([sent("comes in"), sent("goes out")]).toEqual([1, 1]);

  await page.getByRole("link", { name: "History", exact: true }).click();
  await expect(page.getByRole("heading", { name: "History" })).toBeVisible();
});

test("a press whose answer was lost with the server is found again, also after a reload", async ({ page }) => {
  await page.goto(app.url);
  await page.route(`${app.url}/`, async (route) => {
    // The server took it and died before its answer arrived.
    await route.fetch();
    await route.abort("connectionreset");
  });
  await generate(page, "One wave at a time.");
  await expect(noAnswer(page)).toBeVisible();
  await page.unrouteAll();
  await app.stop("SIGKILL");
  await app.start();
  await page.reload();
  await expect(playButton(takesOf(page, "wave"))).toBeVisible();
  await generateButton(page).click();
  await expect(page.getByRole("status").filter({ hasText: "Your earlier press had arrived after all" })).toBeVisible();
  await expect(takesOf(page, "wave")).toHaveCount(1);
  expect(sent("One wave")).toBe(1);
  await generateButton(page).click();
  await expect(takesOf(page, "wave")).toHaveCount(2);
});

test("a killed server takes nothing from the pages that are open, and each goes on where it was", { tag: "@long" }, async ({ page, context }) => {
  test.setTimeout(120_000);
  vendor.behave({ next: [{ whenIncludes: "diarize", transcript: resultOf([...say("The ferry is late again", 0, 2), ...say("It always is", 2, 4, "speaker_1")]) }] });
  await page.goto(`${app.url}/transcribe`);
  await choose(page, toneWav("ferry.wav", 5));
  await transcribe(page);
  await transcript(page, "ferry.wav").getByRole("link", { name: "ferry.wav" }).click();
  await expect(transcriptRegion(page)).toContainText("The ferry is late again");

  // On one page a name is half typed, something is searched for and something is selected.
  await page.getByRole("searchbox", { name: "Search transcript" }).fill("ferry");
  await page.getByRole("list", { name: "Speakers" }).getByRole("button", { name: /^Speaker 1/ }).click();
  const nameField = page.getByRole("textbox", { name: "Name of Speaker 1" });
  await nameField.fill("Aoife");
  await transcriptRegion(page).getByRole("paragraph").first().selectText();
  const selected = () => page.evaluate(() => getSelection()?.toString());
  await nameField.focus();
  const selection = await selected();

  // On the next is a form, on the third a file that is on its way, and on the fourth the microphone records.
  const form = await context.newPage();
  await form.goto(`${app.url}/?voice=Bill&stability=0.3`);
  await textField(form).fill("Low water at noon.");
  await form.getByText("Context", { exact: true }).click();
  await form.getByRole("textbox", { name: "Next text" }).fill("And then?");
  for (const voice of ["Bill", "Lily"]) await form.getByRole("checkbox", { name: `Compare ${voice}` }).check();
  const upload = await context.newPage();
  await upload.goto(`${app.url}/transcribe`);
  await upload.getByRole("textbox", { name: "Audio URL" }).fill("https://example.com/buoy.mp3");
  const slow = await slowUploads(upload);
  await slow(20 * 1024);
  await drop(upload, [toneWav("harbour.wav", 60)], Date.UTC(2024, 1, 2));
  await untilMoving(waitingRow(upload, "harbour.wav").getByRole("progressbar", { name: "Upload" }));
  const microphone = await context.newPage();
  await microphone.goto(`${app.url}/transcribe`);
  await microphone.getByRole("button", { name: "Record", exact: true }).click();
  await expect(microphone.getByRole("timer", { name: "Recorded" })).not.toHaveText("0:00");

  await app.stop("SIGKILL");
  await nameField.press("Enter");
  await expect(noAnswer(page)).toContainText("What you typed stays here");
  await generateButton(form).click();
  await expect(noAnswer(form)).toContainText("Your text is safe");
  await form.getByRole("button", { name: "Favourite Bill" }).click();
  await expect(form.getByText(/so the favourite could not be saved/)).toBeVisible();
  await expect(waitingRow(upload, "harbour.wav")).toContainText("Connection lost");
  await upload.getByRole("button", { name: "Transcribe", exact: true }).click();
  await expect(noAnswer(upload)).toContainText("Your recordings are safe");
  await microphone.getByRole("button", { name: "Stop" }).click();
  await expect(waitingRow(microphone, "Recording 20")).toContainText("Connection lost");
  for (const each of [page, form, upload, microphone]) await expect(lostLine(each)).toBeVisible();

  await app.start();
  for (const each of [page, form, upload, microphone]) {
    await each.bringToFront();
    await expect(lostLine(each)).toBeHidden();
  }
  expect(await selected()).toBe(selection);
  await expect(page.getByRole("searchbox", { name: "Search transcript" })).toHaveValue("ferry");
  await expect(page.getByText("1 of 1", { exact: true })).toBeVisible();
  await expect(nameField).toHaveValue("Aoife");
  await page.reload();
  await page.getByRole("list", { name: "Speakers" }).getByRole("button", { name: /^Speaker 1/ }).click();
  await expect(nameField).toHaveValue("Aoife");
  await nameField.press("Enter");
  await expect(page.getByRole("list", { name: "Speakers" }).getByRole("button", { name: /^Aoife/ })).toBeVisible();

  await expect(form.getByRole("textbox", { name: "Next text" })).toHaveValue("And then?");
  await expect(form.getByRole("slider", { name: "Stability" })).toHaveValue("0.3");
  await form.getByRole("button", { name: /^Compare voices/ }).click();
  await expect(form.getByRole("heading", { name: /^2 voices/ })).toBeVisible();
  await expect.poll(() => sent("Low water")).toBe(2);

  await slow(null);
  await expect(waitingRow(upload, "harbour.wav")).toContainText("1:00 · WAV");
  await expect(upload.getByRole("textbox", { name: "Audio URL" })).toHaveValue("https://example.com/buoy.mp3");
  await upload.getByRole("textbox", { name: "Audio URL" }).fill("");
  await expect(waitingRow(upload, "Recording 20")).toContainText(/0:\d\d · /);
  await transcribe(upload);
  await expect(upload.getByRole("list", { name: "Transcripts" }).getByRole("article")).toHaveCount(3);
});
