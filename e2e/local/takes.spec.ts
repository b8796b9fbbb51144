import { expect, type Locator, type Page, test } from "@playwright/test";
import type { SpeechInput } from "@/lib/speech/settings";

/** Generates a take of `text` and gives its card, ready to play. */
async function generate(page: Page, text: string) {
  const takes = page.getByRole("list", { name: "Takes" }).getByRole("article");
  const before = await takes.count();
  await page.getByRole("textbox", { name: "Text", exact: true }).fill(text);
  await page.getByRole("button", { name: "Generate speech" }).click();
  await expect(takes).toHaveCount(before + 1);
  await expect(takes.first().getByRole("button", { name: "Play" })).toBeVisible();
  return takes.first();
}

/** The word that is lit on the page; empty when none is. */
function litWord(page: Page): Promise<string> {
  return page.evaluate(() => [...(CSS.highlights.get("spoken-word") ?? [])].map((range) => (range as Range).toString()).join("|"));
}

/** Where a player's sound is, in milliseconds. */
function positionOf(player: Locator): Promise<number> {
  return player.evaluate((card) => (card.querySelector("audio")?.currentTime ?? Number.NaN) * 1000);
}

/** Plays a player until a word is lit, and pauses it there. */
async function playIntoTheText(page: Page, player: Locator): Promise<string> {
  await player.getByRole("button", { name: "Play" }).click();
  await expect.poll(() => litWord(page)).toMatch(/[a-z]{5}/);
  await player.getByRole("button", { name: "Pause" }).click();
  return litWord(page);
}

/** Decodes an audio file in the browser: its length, and how loud it is on average (0 to 1). */
async function decode(page: Page, path: string): Promise<{ seconds: number; loudness: number }> {
  return page.evaluate(async (address) => {
    const bytes = await (await fetch(address)).arrayBuffer();
    const audio = await new OfflineAudioContext(1, 1, 44_100).decodeAudioData(bytes);
    const samples = audio.getChannelData(0);
    const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
    return { seconds: audio.duration, loudness: Math.sqrt(power) };
  }, path);
}

async function newestTake(page: Page): Promise<{ audio: { url: string; durationMs: number }; input: SpeechInput }> {
  const answer = await page.request.get("/api/tasks");
  const { tasks } = (await answer.json()) as { tasks: { audio: { url: string; durationMs: number }; input: SpeechInput }[] };
  const [newest] = tasks;
  if (newest === undefined) throw new Error("There is no take.");
  return newest;
}

test("a take is speech of the length that its speed asks for, not silence", async ({ page }) => {
  const text = "Rainbows are formed when sunlight meets falling rain in the afternoon.";
  const seconds: number[] = [];
  for (const speed of ["0.7", "1.2"]) {
    await page.goto(`/?speed=${speed}`);
    // What was written comes back, and would else come while it is written anew.
    await expect(page.getByRole("textbox", { name: "Text", exact: true })).toHaveValue(seconds.length === 0 ? "" : text);
    await generate(page, text);
    const { audio, input } = await newestTake(page);
    expect(input).toMatchObject({ text, speed: Number(speed) });
    const decoded = await decode(page, audio.url);
    expect(decoded.loudness).toBeGreaterThan(0.03);
    expect(Math.abs(decoded.seconds * 1000 - audio.durationMs)).toBeLessThan(audio.durationMs * 0.02);
    seconds.push(decoded.seconds);
  }
  const [slow = 0, fast = 0] = seconds;
  // Twelve words take about four seconds; 1.2 against 0.7 is 1.714 times as fast.
  expect(slow).toBeGreaterThan(3);
  expect(slow).toBeLessThan(9);
  expect(slow / fast).toBeGreaterThan((1.2 / 0.7) * 0.9);
  expect(slow / fast).toBeLessThan((1.2 / 0.7) * 1.1);
});

test("takes stay after a reload, can be saved under a sensible name, and deleted for good", async ({ page }) => {
  await page.goto("/?voice=Lily");
  const text = `Keep this sentence: it is number ${test.info().workerIndex}.`;
  await generate(page, text);
  await page.reload();
  const take = page.getByRole("article", { name: /^Lily: Keep this sentence/ });
  await expect(take.getByRole("region", { name: "Waveform" })).toBeVisible();
  await expect(take.getByText("Similarity boost")).toBeVisible();

  const downloading = page.waitForEvent("download");
  await take.getByRole("link", { name: "Download" }).click();
  expect((await downloading).suggestedFilename()).toBe("Lily - Keep this sentence it is number.mp3");

  const { url } = (await newestTake(page)).audio;
  await take.getByRole("button", { name: "Delete" }).click();
  await take.getByRole("button", { name: "Keep" }).click();
  await expect(take).toBeVisible();
  await take.getByRole("button", { name: "Delete" }).click();
  await take.getByRole("button", { name: "Delete for good" }).click();
  await expect(take).toBeHidden();
  expect((await page.request.get(url)).status()).toBe(404);
});

test("the text lights up word by word, and a click on a word seeks", async ({ page }) => {
  await page.goto("/?timestamps=true");
  const take = await generate(page, "Seven tall ships were sailing slowly out of the harbour this morning.");
  const { url } = (await newestTake(page)).audio;
  const { words } = (await (await page.request.get(url.replace("/audio", "/words"))).json()) as {
    words: { text: string; startMs: number; endMs: number }[];
  };
  expect(words.map((word) => word.text).join(" ")).toBe("Seven tall ships were sailing slowly out of the harbour this morning.");

  const lit = await playIntoTheText(page, take);
  const positionMs = await positionOf(take);
  expect(lit).toBe(words.findLast((word) => word.startMs <= positionMs)?.text);

  const place = await take.evaluate((card) => {
    const walker = document.createTreeWalker(card, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const at = (node.textContent ?? "").indexOf("harbour this");
      if (at === -1 || node.parentElement?.closest("header") != null) continue;
      node.parentElement?.scrollIntoView({ block: "center" });
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + "harbour".length);
      const { x, y, width, height } = range.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    }
    throw new Error("The word is not on the page.");
  });
  await page.mouse.click(place.x, place.y);
  await expect.poll(() => litWord(page)).toBe("harbour");
  const harbour = words.find((word) => word.text === "harbour");
  await expect(take.getByRole("slider", { name: "Seek" })).toHaveAttribute("aria-valuetext", /^0:0[0-9] of/);
  expect(Math.abs((await positionOf(take)) - (harbour?.startMs ?? 0))).toBeLessThan(50);
});

test("voices are compared in one player that goes on at the same place", async ({ page }) => {
  await page.goto("/?timestamps=true");
  await page.getByRole("textbox", { name: "Text", exact: true }).fill("The morning train to the coast leaves at half past nine, and returns at six in the evening.");
  const compare = page.getByRole("button", { name: /^Compare voices/ });
  await expect(compare).toBeDisabled();
  for (const voice of ["Jessica", "Brian"]) await page.getByRole("checkbox", { name: `Compare ${voice}` }).check();
  await expect(compare).toHaveText("Compare voices2 takes");
  await compare.click();

  const player = page.getByRole("list", { name: "Takes" }).getByRole("article", { name: /^Jessica, Brian/ });
  const voices = player.getByRole("radiogroup", { name: "Compare takes" });
  await expect(voices.getByRole("radio")).toHaveCount(2);
  const word = await playIntoTheText(page, player);
  await voices.getByText("Brian").click();
  await expect(voices.getByRole("radio", { name: "Brian" })).toBeChecked();
  await expect.poll(() => litWord(page)).toBe(word);
});

test("all 21 voices of a comparison are shown together, however many takes a page has", { tag: "@long" }, async ({ page }) => {
  await page.goto("/");
  await page.getByRole("textbox", { name: "Text", exact: true }).fill("All of you.");
  for (const box of await page.getByRole("checkbox", { name: /^Compare / }).all()) await box.check();
  await page.getByRole("button", { name: /^Compare voices/ }).click();
  await expect(page.getByRole("heading", { name: /^21 voices/ })).toBeVisible();
  await page.getByRole("button", { name: "Generate speech" }).click();
  await expect(page.getByRole("article", { name: /^Rachel: All of you/ })).toBeVisible();
  await expect(page.getByRole("heading", { name: /^21 voices/ })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: /^21 voices/ })).toBeVisible();
});

test("a voice ID that the engine does not have is refused in its own words, and nothing is lost", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("button", { name: "Use another voice ID" }).click();
  await page.getByRole("textbox", { name: "Voice ID" }).fill("21m00Tcm4TlvDq8ikWAM");
  await page.getByRole("textbox", { name: "Text", exact: true }).fill("This voice is not here.");
  await page.getByRole("button", { name: "Generate speech" }).click();
  const take = page.getByRole("article", { name: /^21m00Tcm4TlvDq8ikWAM/ });
  await expect(take.getByRole("status").filter({ hasText: "Failed" })).toBeVisible();
  await expect(take.getByText(/the local engine has no voice 21m00Tcm4TlvDq8ikWAM/)).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Text", exact: true })).toHaveValue("This voice is not here.");
  await page.getByRole("textbox", { name: "Text", exact: true }).fill("");
  await take.getByRole("button", { name: "Reuse settings" }).click();
  await expect(page.getByRole("textbox", { name: "Text", exact: true })).toHaveValue("This voice is not here.");
});

test.describe("for a reader elsewhere", () => {
  test.use({ locale: "de-DE", timezoneId: "Asia/Kathmandu" });

  test("times are those of the reader's own zone, and numbers as their language writes them", async ({ page }) => {
    const errors: Error[] = [];
    page.on("pageerror", (error) => errors.push(error));
    await page.goto("/");
    await expect(page.getByRole("textbox", { name: "Text", exact: true })).toHaveAccessibleDescription("0 / 5.000");
    await generate(page, "The bus to the lake leaves at a quarter to six.");
    await page.goto("/history");
    const time = page.getByRole("article").first().getByRole("time");
    const there = await time.evaluate((element) => {
      const format = new Intl.DateTimeFormat("de-DE", { day: "numeric", month: "short", hour: "numeric", minute: "2-digit", timeZone: "Asia/Kathmandu" });
      return format.format(new Date(element.getAttribute("datetime") ?? ""));
    });
    await expect(time).toHaveText(there);
    expect(await (await page.request.get("/history")).text()).toMatch(/<time [^>]*>[^<]* UTC<\/time>/);
    expect(errors).toEqual([]);
  });
});
