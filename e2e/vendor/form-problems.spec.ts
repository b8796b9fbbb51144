import { expect, type Locator, type Page, test } from "@playwright/test";
import { createTasks } from "./stand-in";
import { alterActions, generate, generateButton, newSentence, openStudio, readTakes, recordActions, textField } from "./studio";

test("without a text nothing is sent, and the field says what is missing", async ({ page }) => {
  await openStudio(page);
  const actions = recordActions(page);
  await generate(page, "  \n ");
  await expect(textField(page)).toHaveAccessibleDescription(/Write the text to be spoken\./);
  await expect(textField(page)).toBeFocused();
  await page.keyboard.type("Something");
  await expect(page.getByText("Write the text to be spoken.")).toBeHidden();
  expect(actions).toHaveLength(0);
});

test("a text that is one character too long stays whole, is counted, and is not sent", async ({ page }) => {
  const text = newSentence().text.padEnd(5001, "x");
  await openStudio(page);
  const actions = recordActions(page);
  await generate(page, text);
  await expect(page.getByText("5,001 / 5,000 · 1 too many")).toBeVisible();
  await expect(textField(page)).toHaveAccessibleDescription(/The text has 5,001 characters\. Shorten it by 1: the limit is 5,000\./);
  await expect(textField(page)).toHaveValue(text);
  expect(actions).toHaveLength(0);
});

test("a context that is one character too long says so beside its field", async ({ page }) => {
  const { marker, text } = newSentence();
  await openStudio(page);
  const actions = recordActions(page);
  await page.getByText("Context", { exact: true }).click();
  for (const name of ["Previous text", "Next text"]) {
    const field = page.getByRole("textbox", { name });
    await field.fill("x".repeat(5001));
    await generate(page, text);
    await expect(field).toHaveAccessibleDescription(/text has 5,001 characters\. Shorten it by 1/);
    await expect(field).toBeFocused();
    await field.fill("x".repeat(5000));
  }
  await expect(textField(page)).toHaveValue(text);
  expect(actions).toHaveLength(0);
  expect(await createTasks(marker)).toHaveLength(0);
});

test("a voice ID that was left empty is asked for", async ({ page }) => {
  await openStudio(page);
  const actions = recordActions(page);
  await page.getByRole("button", { name: "Use another voice ID" }).click();
  await generate(page, newSentence().text);
  await expect(page.getByRole("textbox", { name: "Voice ID" })).toHaveAccessibleDescription("Choose a voice, or enter a voice ID.");
  expect(actions).toHaveLength(0);
});

/** What a client that is not our form could post, and what the form would say of it, beside which field. */
const POSTED: readonly [what: string, change: Record<string, unknown>, field: (page: Page) => Locator, message: RegExp][] = [
  ["a blank text", { text: " \n" }, textField, /Write the text to be spoken\./],
  ["5,001 characters", { text: "x".repeat(5001) }, textField, /The text has 5,001 characters\. Shorten it by 1/],
  ["5,001 characters before", { previousText: "x".repeat(5001) }, (page) => page.getByRole("textbox", { name: "Previous text" }), /previous text has 5,001/],
  ["5,001 characters after", { nextText: "x".repeat(5001) }, (page) => page.getByRole("textbox", { name: "Next text" }), /next text has 5,001/],
  [
    "a language code of 501 characters",
    { model: "elevenlabs/text-to-speech-turbo-2-5", languageCode: "e".repeat(501) },
    (page) => page.getByRole("combobox", { name: "Language" }),
    /The language code has 501 characters\. Shorten it by 1/,
  ],
  [
    "a language for the model that refuses one",
    { languageCode: "en" },
    (page) => page.getByRole("combobox", { name: "Language" }),
    /Multilingual v2 finds the language by itself and refuses a language code/,
  ],
  ["a number off the grid", { stability: 0.505 }, (page) => page.getByRole("spinbutton", { name: "Stability" }), /Stability goes in steps of 0\.01\./],
  ["a number below its range", { speed: 0.69 }, (page) => page.getByRole("spinbutton", { name: "Speed" }), /Speed must be from 0\.7 to 1\.2\./],
  ["a number above its range", { style: 1.01 }, (page) => page.getByRole("spinbutton", { name: "Style exaggeration" }), /Style exaggeration must be from 0 to 1\./],
  ["a word for a number", { similarityBoost: "high" }, (page) => page.getByRole("spinbutton", { name: "Similarity boost" }), /Similarity boost must be a number from 0 to 1\./],
  ["a model that is not one", { model: "elevenlabs/none" }, (page) => page.getByRole("combobox", { name: "Model" }), /Choose one of the models\./],
  ["no voice", { voices: [" "] }, (page) => page.getByRole("radiogroup", { name: "Voice" }), /Choose a voice, or enter a voice ID\./],
];

test("the server refuses what our form would not send, and the form says so beside the field", async ({ page }) => {
  const { marker, text } = newSentence();
  await openStudio(page);
  for (const [what, change, field, message] of POSTED) {
    await test.step(what, async () => {
      await alterActions(page, change);
      await generate(page, text);
      await expect(field(page)).toHaveAccessibleDescription(message);
      await expect(textField(page)).toHaveValue(text);
      await page.unrouteAll();
    });
  }
  await page.reload();
  await expect(textField(page)).toHaveValue(text);
  expect(await readTakes(page)).toEqual([]);
  expect(await createTasks(marker)).toHaveLength(0);
});

test("a key that the form does not know is refused without a word to the vendor", async ({ page }) => {
  const { marker, text } = newSentence();
  await openStudio(page);
  await alterActions(page, { callBackUrl: "https://elsewhere.example" });
  await generate(page, text);
  await expect(page.getByRole("alert").filter({ hasText: /\S/ })).toBeVisible();
  await expect(generateButton(page)).toBeEnabled();
  expect(await createTasks(marker)).toHaveLength(0);
});
