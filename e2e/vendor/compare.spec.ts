import { expect, test } from "@playwright/test";
import { expectAccessible } from "../accessible";
import { behave, createTasks } from "./stand-in";
import { newSentence, openStudio, takesOf, textField } from "./studio";

test("comparing makes one take for each voice, says how many before, and switches at the same place", async ({ page }) => {
  const { marker, text } = newSentence("One two three four five six seven eight nine ten eleven twelve thirteen.");
  await openStudio(page);
  await textField(page).fill(text);
  const compare = page.getByRole("button", { name: "Compare voices" });
  await expect(compare).toBeDisabled();
  for (const voice of ["George", "Rachel", "Lily"]) await page.getByRole("checkbox", { name: `Compare ${voice}` }).check();
  await expect(compare).toHaveAccessibleName("Compare voices 3 takes");
  await expect(page.getByText("Comparing makes 3 takes, one for each ticked voice.")).toBeVisible();
  expect(await createTasks(marker)).toHaveLength(0);

  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/*", (route) => (route.request().method() === "POST" ? released.then(() => route.continue()) : route.continue()));
  await compare.dblclick();
  await expect(compare).toHaveAttribute("aria-busy", "true");
  await expect(page.getByRole("button", { name: "Generate speech" })).toHaveAttribute("aria-busy", "false");
  release();
  const card = takesOf(page, marker);
  const radios = card.getByRole("radiogroup", { name: "Compare takes" }).getByRole("radio");
  await expect(radios).toHaveCount(3);
  await expect(card).toHaveCount(1);
  const sent = await createTasks(marker);
  expect(sent.map(({ input }) => input["voice"]).toSorted()).toEqual(["George", "Lily", "Rachel"]);
  expect(new Set(sent.map(({ callBackUrl }) => callBackUrl)).size).toBe(3);

  await test.step("the switch keeps the place", async () => {
    const seek = card.getByRole("slider", { name: "Seek" });
    await expect(card.getByRole("button", { name: "Play", exact: true })).toHaveCount(1);
    for (let key = 0; key < 3; key += 1) await seek.press("ArrowRight");
    await expect(seek).toHaveValue("3");
    await card.getByRole("radio", { name: "Rachel" }).check({ force: true });
    await expect(seek).toHaveValue("3");
    await card.getByRole("button", { name: "Play", exact: true }).click();
    await card.getByRole("radio", { name: "Lily" }).check({ force: true });
    await expect(card.getByRole("button", { name: "Pause", exact: true })).toBeVisible();
    for (const name of ["Share Lily", "Reuse settings of Lily", "Delete Lily"]) await expect(card.getByRole("button", { name, exact: true })).toBeVisible();
    expect(Number(await seek.inputValue())).toBeGreaterThanOrEqual(3);
  });

  await test.step("each voice has a page of its own, and the history says that they belong together", async () => {
    await expect(card.getByRole("region", { name: "Text" })).toHaveText(text);
    await card.getByRole("link", { name: "Open Lily" }).click();
    await expect(page.getByRole("heading", { level: 1, name: `Lily: ${marker}` })).toBeVisible();
    await page.goto("/history");
    await expect(page.getByRole("article", { name: marker }).filter({ hasText: "Part of a comparison" })).toHaveCount(3);
  });
});

test("of two voices that are compared one may fail; it says so, and the other plays", async ({ page }) => {
  const { marker, text } = newSentence();
  await openStudio(page);
  await textField(page).fill(text);
  for (const voice of ["Rachel", "George"]) await page.getByRole("checkbox", { name: `Compare ${voice}` }).check();
  await behave(`${text}","voice":"George"`, { create: { kind: "code", code: 500 } });
  await page.getByRole("button", { name: "Compare voices" }).click();
  const card = takesOf(page, marker);
  await expect(card.getByRole("button", { name: "Play", exact: true })).toBeVisible();
  await expect(card.getByRole("region", { name: "George" }).getByText("The speech service had an internal error.")).toBeVisible();
  await expectAccessible(page);
});
