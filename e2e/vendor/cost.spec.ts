import { expect, test } from "@playwright/test";
import { behave, createTasks } from "./stand-in";
import { generate, generateButton, newSentence, openStudio, playButton, takesOf, textField } from "./studio";

const UNKNOWN = "Uses credits. How many is not known here before the first take on this model.";

/**
 * The one test in which takes of Turbo v2.5 succeed: rates are the instance's, by model, and this test counts from none.
 * It is one test because each part needs what the part before it left.
 */
test("the cost is unknown before the first take on a model, then estimated before the click and shown on the take", async ({ page }) => {
  const { marker, text } = newSentence();
  await behave(marker, { credits: 30 });
  await openStudio(page);
  await page.getByRole("combobox", { name: "Model" }).selectOption("Turbo v2.5");
  await expect(page.getByText(UNKNOWN)).toBeVisible();

  await test.step("the language goes with the model that accepts one", async () => {
    const language = page.getByRole("combobox", { name: "Language" });
    await language.selectOption("Norwegian");
    await generate(page, text);
    const take = takesOf(page, marker);
    await expect(playButton(take)).toBeVisible();
    await expect(take.getByLabel("Settings")).toContainText("LanguageNorwegian");
    await expect(take.getByLabel("Settings")).toContainText("Credits30");
    expect(await createTasks(marker)).toMatchObject([{ model: "elevenlabs/text-to-speech-turbo-2-5", input: { language_code: "no" } }]);
  });

  await test.step("the same number of characters is estimated at the same price", async () => {
    await expect(page.getByText("About 30 credits ($0.15), by the last take here.").first()).toBeVisible();
    await textField(page).fill(text + text);
    await expect(page.getByText("About 60 credits ($0.30), by the last take here.")).toBeVisible();
    await page.getByRole("checkbox", { name: "Compare Rachel" }).check();
    await page.getByRole("checkbox", { name: "Compare George" }).check();
    await expect(page.getByText("Comparing makes 2 takes, one for each ticked voice. About 120 credits ($0.60)")).toBeVisible();
    expect(await createTasks(marker)).toHaveLength(1);
  });

  await test.step("a model that finds the language by itself gets none", async () => {
    const other = newSentence();
    const language = page.getByRole("combobox", { name: "Language" });
    await page.getByRole("combobox", { name: "Model" }).selectOption("Multilingual v2");
    await expect(language).toBeDisabled();
    await expect(language).toHaveValue("");
    await expect(language).toHaveAccessibleDescription(/Multilingual v2 finds the language by itself/);
    await textField(page).fill(other.text);
    await generateButton(page).click();
    await expect(playButton(takesOf(page, other.marker))).toBeVisible();
    const [body] = await createTasks(other.marker);
    expect(body?.model).toBe("elevenlabs/text-to-speech-multilingual-v2");
    expect(body?.input).not.toHaveProperty("language_code");
  });
});
