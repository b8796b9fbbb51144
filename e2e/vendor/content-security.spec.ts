import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "../accessible";
import { VENDOR_APP } from "../addresses";
import { callAction } from "../app-process";
import { shareOrder } from "../local/access-table";
import { noiseWav, Uploader } from "../uploader";
import { generateButton, makeTake, newSentence, openStudio, playButton } from "./studio";
import { openTranscript, resultOf, say, transcriptRegion } from "./transcript-page";

const executablePath = process.env["CHROMIUM_PATH"];

test.use({
  launchOptions: {
    // A microphone that beeps, and nobody who must be asked.
    args: ["--no-sandbox", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", "--autoplay-policy=no-user-gesture-required"],
    ...(executablePath === undefined ? {} : { executablePath }),
  },
});

/** What a page's browser reports against our headers from now on. */
async function recordViolations(page: Page): Promise<readonly string[]> {
  const violations: string[] = [];
  await page.exposeFunction("noteViolation", (text: string) => violations.push(`${page.url()}: ${text}`));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) => {
      (window as unknown as { noteViolation: (text: string) => void }).noteViolation(`securitypolicyviolation: ${violatedDirective} ${blockedURI} ${sample}`);
    });
  });
  page.on("console", (message) => {
    if (/content[ -]security[ -]policy|permissions[ -]policy/i.test(message.text())) violations.push(`${page.url()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => violations.push(`${page.url()}: ${error.message}`));
  return violations;
}

test("no page breaks the policy, whatever is open on it, and what is injected does not run", async ({ page }) => {
  test.slow();
  const violations = await recordViolations(page);
  let transcriptId = "";

  await test.step("text to speech, with problems, a take and its deletion", async () => {
    await openStudio(page, "?timestamps=true");
    await generateButton(page).click();
    await page.getByText("Context", { exact: true }).click();
    const take = await makeTake(page, newSentence());
    await playButton(take).click();
    await take.getByRole("button", { name: "Delete" }).click();
    await expect(take.getByRole("button", { name: "Delete for good" })).toBeVisible();
  });

  await test.step("the history, and what is not there", async () => {
    await page.getByRole("link", { name: "History" }).click();
    await expect(page.getByRole("searchbox")).toBeVisible();
    expect((await page.goto("/nowhere"))?.status()).toBe(404);
    await expect(page.getByRole("heading", { name: "There is nothing here" })).toBeVisible();
    expect((await page.goto("/tasks/nothing"))?.status()).toBe(404);
    await page.getByRole("link", { name: "Go to text to speech" }).click();
    await expect(generateButton(page)).toBeVisible();
  });

  await test.step("a transcript with its menus", async () => {
    const words = [...say("The harbour was full, and everybody knew it.", 0, 4), ...say("Which harbour?", 5, 7, "speaker_1")];
    const { id } = await openTranscript(page, { language: "gla", seconds: 8, result: resultOf(words) });
    await page.getByRole("button", { name: "Play", exact: true }).click();
    await page.getByRole("searchbox", { name: "Search transcript" }).fill("harbour");
    await page.getByRole("button", { name: "Download" }).click();
    await expect(page.getByRole("menuitem", { name: "SRT" })).toBeVisible();
    await page.keyboard.press("Escape");
    await transcriptRegion(page).getByRole("button", { name: "Rename Speaker 1" }).first().click();
    await expect(transcriptRegion(page).getByRole("textbox")).toBeVisible();
    transcriptId = id;
  });

  await test.step("what is shared, and frames around it", async () => {
    const share = async (password: string | null) => {
      const { result } = await callAction(page.request, VENDOR_APP.url, "createShare", { ...shareOrder(transcriptId), password });
      return (result as { value: { share: { url: string } } }).value.share.url;
    };
    const [open, locked] = [await share(null), await share("open sesame")];
    for (const [address, status, ancestors] of [[open, 200, "'none'"], [`${open}/embed`, 200, "*"], [locked, 200, "'none'"], [`${locked}/embed`, 200, "*"], ["/s/guessed", 404, "'none'"], ["/s/guessed/embed", 404, "*"], ["/shares", 200, "'none'"]] as const) {
      const answer = await page.goto(address);
      expect(answer?.status(), address).toBe(status);
      expect(answer?.headers()["content-security-policy"], address).toMatch(new RegExp(`frame-ancestors ${ancestors.replace("*", "\\*")}$`));
      if (address.startsWith("/s/")) expect(answer?.headers(), address).toMatchObject({ "referrer-policy": "no-referrer", "x-robots-tag": "noindex" });
      await page.waitForLoadState("networkidle");
    }
  });

  await test.step("a recording from the microphone", async () => {
    await page.goto("/transcribe");
    await page.getByRole("button", { name: "Record", exact: true }).click();
    const panel = page.getByRole("region", { name: "Microphone" });
    await expect(page.getByRole("timer", { name: "Recorded" })).toHaveText(/0:0[1-9]/);
    await expectAccessible(page);
    await panel.getByRole("button", { name: "Stop" }).click();
    await expect(page.getByText(/^Recording 20/).first()).toBeVisible();
  });
  expect(violations).toEqual([]);

  await test.step("markup that got in", async () => {
    await page.evaluate(() => {
      const place = document.createElement("div");
      place.innerHTML = '<img src="data:," onerror="document.title = \'ran\'"><p style="color: red">styled</p>';
      document.body.append(place);
      const frame = document.createElement("iframe");
      frame.src = "/";
      document.body.append(frame);
    });
    await expect.poll(() => ["script-src-attr", "style-src-attr", "img-src", "frame-src"].filter((directive) => !violations.some((text) => text.includes(`securitypolicyviolation: ${directive}`)))).toEqual([]);
    await expect(page).not.toHaveTitle("ran");
  });
});

test("what somebody uploads is never opened as a page", async ({ page }) => {
  const markup = Buffer.from(`<!doctype html><svg xmlns="http://www.w3.org/2000/svg" onload="document.title='ran'"></svg><script>document.title = "ran"</script>`);
  const visitor = new Uploader(page.request, VENDOR_APP);
  const upload = async (name: string, bytes: Buffer) => {
    const location = (await visitor.announce(String(bytes.length), {}, name)).headers()["location"] ?? "";
    expect((await visitor.send(location, 0, bytes)).status()).toBe(204);
    return location.split("/").at(-1) ?? "";
  };

  await test.step("markup with a sound's name is no recording, and is not kept", async () => {
    const id = await upload("song.mp3", markup);
    await expect.poll(async () => (await visitor.recordings()).find((recording) => recording.id === id)?.state).toBe("refused");
    for (const part of ["audio", "original"]) expect((await page.request.get(`/api/tasks/${id}/${part}`)).status()).toBe(404);
  });

  await test.step("a sound that is markup too is a sound, whatever its name", async () => {
    const wav = noiseWav(64_000);
    markup.copy(wav, 44);
    await visitor.transcribe([await upload('page.html"; x="\r\nset-cookie: injected=1\r\n\r\n<script>.html', wav)]);
    await expect.poll(async () => (await visitor.onlyTask()).state).toBe("success");
    const { id, originalDownloadUrl } = await visitor.onlyTask();
    const saved = await page.request.get(originalDownloadUrl ?? "");
    expect(saved.headers()).toMatchObject({ "content-type": "audio/wav", "x-content-type-options": "nosniff" });
    expect(saved.headers()["content-disposition"]).toMatch(/^attachment; filename="[^"\r\n]*"; filename\*=UTF-8''[^\s"<>;]+$/);
    expect(saved.headers()["set-cookie"]).toBeUndefined();
    await page.goto(`/api/tasks/${id}/original`);
    expect(await page.evaluate(() => [document.contentType, document.title, origin])).toEqual(["audio/wav", "", "null"]);
    for (const format of ["json", "vtt", "text", "vendor-json"]) {
      const answer = await page.request.get(`/api/tasks/${id}/exports/${format}`);
      expect(answer.headers()["content-security-policy"]).toContain("sandbox");
      expect(answer.headers()["content-disposition"]).toMatch(/^attachment; /);
      expect(answer.headers()["content-type"]).not.toMatch(/html|xml|svg/);
    }
  });
});
