import { expect, type Page, test } from "@playwright/test";
import { onlyCreateTask } from "./stand-in";
import { generate, generateButton, makeTake, newSentence, openStudio, playButton, takesOf, textField } from "./studio";

const EXAMPLE_TEXT =
  "Unlock powerful API with Kie.ai! Affordable, scalable APl integration, free trial playground, and secure, reliable performance.";

/** The callback addresses that the app hands out, with a token that cannot be guessed. */
const CALLBACK_ADDRESS = /^http:\/\/127\.0\.0\.1:\d+\/api\/callbacks\/[\w-]{43}$/;

const number = (page: Page, name: string) => page.getByRole("spinbutton", { name, exact: true });
const slider = (page: Page, name: string) => page.getByRole("slider", { name, exact: true });

test("the form as it opens sends the document's own example", async ({ page }) => {
  await openStudio(page);
  await generate(page, EXAMPLE_TEXT);
  await expect(playButton(takesOf(page, "Unlock powerful API"))).toBeVisible();

  expect(await onlyCreateTask("Unlock powerful API")).toEqual({
    model: "elevenlabs/text-to-speech-multilingual-v2",
    callBackUrl: expect.stringMatching(CALLBACK_ADDRESS) as unknown,
    input: {
      text: EXAMPLE_TEXT,
      voice: "Rachel",
      stability: 0.5,
      similarity_boost: 0.75,
      style: 0,
      speed: 1,
      timestamps: false,
    },
  });
});

test("numbers stay on the document's grid, moved by keys or typed", async ({ page }) => {
  const { marker, text } = newSentence();
  await openStudio(page);
  // Thirty steps of 0.01 down from 1, added up in binary fractions, are not 0.7.
  for (let step = 0; step < 30; step += 1) await slider(page, "Speed").press("ArrowLeft");
  await slider(page, "Stability").press("Home");
  await slider(page, "Similarity boost").press("End");
  await number(page, "Style exaggeration").fill("0.29");
  await expect(number(page, "Speed")).toHaveValue("0.70");
  await expect(slider(page, "Style exaggeration")).toHaveValue("0.29");
  await makeTake(page, { marker, text });

  const { input } = await onlyCreateTask(marker);
  expect(input).toMatchObject({ stability: 0, similarity_boost: 1, style: 0.29, speed: 0.7 });
});

test("a number between two steps becomes the nearest, and one outside the range its end, as the form shows", async ({ page }) => {
  const { marker, text } = newSentence();
  await openStudio(page);
  await textField(page).fill(text);
  await number(page, "Stability").fill("0.333");
  await number(page, "Speed").fill("9");
  await number(page, "Style exaggeration").fill("0.456");
  // Enter only ends the typing: it makes no take.
  await number(page, "Style exaggeration").press("Enter");
  await page.getByRole("button", { name: "Generate speech" }).click();
  await expect(playButton(takesOf(page, marker))).toBeVisible();
  await expect(number(page, "Stability")).toHaveValue("0.33");
  await expect(number(page, "Speed")).toHaveValue("1.20");
  await expect(number(page, "Style exaggeration")).toHaveValue("0.46");
  expect((await onlyCreateTask(marker)).input).toMatchObject({ stability: 0.33, speed: 1.2, style: 0.46 });
});

test("five thousand characters over several lines are sent as they are, with plain line feeds", async ({ page }) => {
  const { marker } = newSentence();
  const text = `${marker}\n\n${"The ninth wave is the highest.\n".repeat(170)}`.slice(0, 4999) + "!";
  await openStudio(page);
  await textField(page).fill(text.replaceAll("\n", "\r\n"));
  await expect(page.getByText("5,000 / 5,000")).toBeVisible();
  await generateButton(page).click();
  await expect(playButton(takesOf(page, marker))).toBeVisible();
  expect((await onlyCreateTask(marker)).input["text"]).toBe(text);
});

test("a voice of one's own is sent by its ID", async ({ page }) => {
  const { marker, text } = newSentence();
  await openStudio(page);
  await page.getByRole("button", { name: "Use another voice ID" }).click();
  await page.getByRole("textbox", { name: "Voice ID" }).fill("21m00Tcm4TlvDq8ikWAM");
  const take = await makeTake(page, { marker, text });
  await expect(take).toHaveAccessibleName(/^21m00Tcm4TlvDq8ikWAM/);
  expect((await onlyCreateTask(marker)).input["voice"]).toBe("21m00Tcm4TlvDq8ikWAM");
});

test("context and word timestamps are sent when they are given, and not when they are taken back", async ({ page }) => {
  const [given, taken] = [newSentence(), newSentence()];
  const [before, after] = [page.getByRole("textbox", { name: "Previous text" }), page.getByRole("textbox", { name: "Next text" })];
  await openStudio(page);
  await page.getByText("Context", { exact: true }).click();
  await before.fill("He said:\nlisten.");
  await after.fill("And they did.");
  await page.getByRole("switch", { name: "Word timestamps" }).click();
  const take = await makeTake(page, given);
  await expect(take.getByText("Word timestamps")).toBeVisible();
  expect((await onlyCreateTask(given.marker)).input).toMatchObject({
    previous_text: "He said:\nlisten.",
    next_text: "And they did.",
    timestamps: true,
  });

  await before.fill("");
  await after.fill("");
  await page.getByRole("switch", { name: "Word timestamps" }).click();
  await makeTake(page, taken);
  const { input } = await onlyCreateTask(taken.marker);
  expect(Object.keys(input)).toEqual(["text", "voice", "stability", "similarity_boost", "style", "speed", "timestamps"]);
  expect(input["timestamps"]).toBe(false);
});
