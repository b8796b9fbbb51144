import { expect, test } from "@playwright/test";
import { openPage } from "../open-page";

test("the form has the document's fields, and starts with its example", async ({ page }) => {
  await openPage(page, "/");
  await expect(page.getByRole("heading", { name: "Text to speech", level: 1 })).toBeVisible();
  await expect(page.getByRole("radiogroup", { name: "Voice" }).getByRole("radio")).toHaveCount(21);
  await expect(page.getByRole("radio", { name: "Rachel" })).toBeChecked();
  for (const [name, value] of [["Stability", "0.50"], ["Similarity boost", "0.75"], ["Style exaggeration", "0.00"], ["Speed", "1.00"]] as const) {
    await expect(page.getByRole("spinbutton", { name })).toHaveValue(value);
    await expect(page.getByRole("slider", { name })).toHaveValue(String(Number(value)));
  }
  await expect(page.getByRole("switch", { name: "Word timestamps" })).not.toBeChecked();
  await page.getByText("Context", { exact: true }).click();
  await expect(page.getByRole("textbox", { name: "Previous text" })).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Next text" })).toBeVisible();
});

test("a setting says what it does to the voice when it is moved", async ({ page }) => {
  await openPage(page, "/");
  const stability = page.getByRole("slider", { name: "Stability" });
  await expect(stability).toHaveAccessibleDescription("The melody of the voice itself.");
  await stability.press("End");
  await expect(stability).toHaveAccessibleDescription(/^Flat/);
  await expect(page.getByRole("spinbutton", { name: "Stability" })).toHaveAccessibleDescription(/^Flat/);
  await expect(page.getByRole("slider", { name: "Similarity boost" })).toHaveAccessibleDescription("No effect with the local engine.");
});

test("a language can be set only for a model that takes one, and the page says why", async ({ page }) => {
  await openPage(page, "/");
  const language = page.getByRole("combobox", { name: "Language" });
  await expect(language).toBeDisabled();
  await expect(language).toHaveAccessibleDescription(/finds the language by itself/);
  await page.getByRole("combobox", { name: "Model" }).selectOption("Turbo v2.5");
  await language.selectOption("German");
  await expect(page).toHaveURL(/languageCode=de/);
  await page.getByRole("combobox", { name: "Model" }).selectOption("Multilingual v2");
  await expect(language).toHaveValue("");
  await expect(page).not.toHaveURL(/languageCode/);
});

test("the form survives a reload: settings in the address, the text in this browser alone", async ({ page }) => {
  await openPage(page, "/");
  await page.getByRole("textbox", { name: "Text", exact: true }).fill("Not lost.");
  await page.getByRole("radio", { name: "Bill" }).check();
  await page.getByRole("slider", { name: "Stability" }).fill("0");
  await page.getByRole("spinbutton", { name: "Speed" }).fill("0.7");
  await expect(page).toHaveURL(/voice=Bill&stability=0&speed=0\.7$/);
  await page.reload();
  await expect(page.getByRole("textbox", { name: "Text", exact: true })).toHaveValue("Not lost.");
  await expect(page.getByRole("radio", { name: "Bill" })).toBeChecked();
  await expect(page.getByRole("radio", { name: "Bill" })).toBeInViewport();
  await expect(page.getByRole("slider", { name: "Speed" })).toHaveValue("0.7");
  await page.getByRole("button", { name: "Reset settings" }).click();
  await expect(page.getByRole("slider", { name: "Speed" })).toHaveValue("1");
  expect(page.url()).not.toContain("Not");
});

test("the counter counts UTF-16 units and says how many are too many", async ({ page }) => {
  await openPage(page, "/");
  const text = page.getByRole("textbox", { name: "Text", exact: true });
  await text.fill("a😀\nb");
  await expect(page.getByText("5 / 5,000")).toBeVisible();
  await text.fill("x".repeat(5_003));
  await expect(text).toHaveAccessibleDescription("5,003 / 5,000 · 3 too many");
  await page.getByRole("button", { name: "Generate speech" }).click();
  await expect(text).toHaveAccessibleDescription(/Shorten it by 3/);
  await expect(text).toBeFocused();
  await text.fill("");
  await page.getByRole("button", { name: "Generate speech" }).click();
  await expect(text).toHaveAccessibleDescription(/Write the text to be spoken/);
  await expect(page.getByRole("list", { name: "Takes" }).getByRole("article")).toHaveCount(0);
});

test("numbers that are out of range become the nearest when the field is left", async ({ page }) => {
  await openPage(page, "/");
  const speed = page.getByRole("spinbutton", { name: "Speed" });
  await speed.fill("5");
  await speed.blur();
  await expect(speed).toHaveValue("1.20");
  await speed.fill("0.777");
  await speed.press("Enter");
  await expect(page.getByRole("slider", { name: "Speed" })).toHaveValue("0.78");
  await page.getByRole("slider", { name: "Speed" }).press("ArrowLeft");
  await expect(speed).toHaveValue("0.77");
});

test("voices can be searched, and favourites stay on top", async ({ page }) => {
  await openPage(page, "/");
  const voices = page.getByRole("radiogroup", { name: "Voice" }).getByRole("radio");
  await page.getByRole("searchbox", { name: "Search voices" }).fill("cha");
  await expect(voices).toHaveCount(2);
  await page.getByRole("searchbox", { name: "Search voices" }).fill("nobody");
  await expect(page.getByText("No voice is called “nobody”.")).toBeVisible();
  await page.getByRole("searchbox", { name: "Search voices" }).fill("");
  const saved = page.waitForResponse((response) => response.request().headers()["next-action"] !== undefined);
  await page.getByRole("button", { name: "Favourite Lily" }).click();
  await saved;
  // It stays under the pointer, which may want to take the star back.
  await expect(page.getByRole("button", { name: "Favourite Lily" })).toHaveAttribute("aria-pressed", "true");
  await expect(voices.first()).toHaveAccessibleName("Rachel");
  await page.reload();
  await expect(voices.first()).toHaveAccessibleName("Lily");
  await expect(page.getByRole("button", { name: "Favourite Lily" })).toHaveAttribute("aria-pressed", "true");
});

test("a voice is previewed before anything is spent", async ({ page }) => {
  await openPage(page, "/");
  await page.getByRole("button", { name: "Preview Charlotte" }).click();
  await expect(page.getByRole("button", { name: "Preview Charlotte" })).toHaveAttribute("aria-pressed", "true");
  await expect
    .poll(() => page.evaluate(() => [...document.querySelectorAll("audio")].some((audio) => audio.currentTime > 0.2 && audio.src.includes("Charlotte"))))
    .toBe(true);
  await page.getByRole("button", { name: "Preview Charlotte" }).click();
  await expect(page.getByRole("button", { name: "Preview Charlotte" })).toHaveAttribute("aria-pressed", "false");
  await expect(page.getByRole("list", { name: "Takes" }).getByRole("article")).toHaveCount(0);
});

test("on a narrow screen the voices open from a button", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openPage(page, "/");
  await expect(page.getByRole("radio", { name: "Aria" })).toBeHidden();
  await page.getByRole("button", { name: "Change voice" }).click();
  await page.getByRole("radio", { name: "Aria" }).check();
  await page.getByRole("button", { name: "Close voices" }).click();
  await expect(page.getByRole("heading", { name: "Voice · Aria" })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

test("Enter in a search or a number makes no take", async ({ page }) => {
  await openPage(page, "/");
  await page.getByRole("textbox", { name: "Text", exact: true }).fill("Nobody asked for this.");
  await page.getByRole("searchbox", { name: "Search voices" }).press("Enter");
  const speed = page.getByRole("spinbutton", { name: "Speed" });
  await speed.fill("0.9");
  await speed.press("Enter");
  await page.getByRole("button", { name: "Generate speech" }).click();
  const takes = page.getByRole("list", { name: "Takes" }).getByRole("article");
  await expect(takes.getByRole("button", { name: "Play" })).toBeVisible();
  await expect(takes).toHaveCount(1);
});

test("a voice is still chosen after a look at the field for another voice ID", async ({ page }) => {
  await openPage(page, "/?voice=Daniel");
  await page.getByRole("button", { name: "Use another voice ID" }).click();
  await expect(page.getByRole("textbox", { name: "Voice ID" })).toBeFocused();
  await page.keyboard.type("21m00Tcm4TlvDq8ikWAM");
  await page.getByRole("button", { name: "Use one of the 21 voices" }).click();
  await expect(page.getByRole("radio", { name: "Daniel" })).toBeChecked();
  await page.getByRole("button", { name: "Use another voice ID" }).click();
  await expect(page.getByRole("textbox", { name: "Voice ID" })).toHaveValue("21m00Tcm4TlvDq8ikWAM");
});

test("without a connection a preview and a favourite say that they did not work", async ({ page, context }) => {
  await openPage(page, "/");
  await context.setOffline(true);
  await page.getByRole("button", { name: "Preview Bill" }).click();
  await expect(page.getByText("The server did not answer, so the sample could not be played. Try again.")).toBeVisible();
  await page.getByRole("button", { name: "Favourite Bill" }).click();
  await expect(page.getByText("The server did not answer, so the favourite could not be saved. Try again.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Favourite Bill" })).toHaveAttribute("aria-pressed", "false");
});
