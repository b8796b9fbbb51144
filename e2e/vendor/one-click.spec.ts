import { expect, test } from "@playwright/test";
import { createTasks } from "./stand-in";
import { alteredAction, generate, generateButton, holdActions, isAction, isForm, makeTake, newSentence, openStudio, playButton, readTake, recordActions, sendAgain, takesOf, textField } from "./studio";

test("a double click, the shortcut and a click while the server is busy are one take", async ({ page }) => {
  const { marker, text } = newSentence();
  await openStudio(page);
  const actions = recordActions(page);
  const release = await holdActions(page);
  await textField(page).fill(text);
  await generateButton(page).dblclick();
  await textField(page).press("Control+Enter");
  await generateButton(page).click();
  await expect.poll(() => actions.length).toBe(1);
  release();
  await expect(playButton(takesOf(page, marker))).toBeVisible();
  await page.reload();
  await expect(takesOf(page, marker)).toHaveCount(1);
  expect(await createTasks(marker)).toHaveLength(1);
  expect(actions).toHaveLength(1);
});

test("what is pressed with another text while a press is on its way is sent after it", async ({ page }) => {
  const [first, second] = [newSentence(), newSentence()];
  await openStudio(page);
  const release = await holdActions(page);
  await generate(page, first.text);
  await generate(page, second.text);
  release();
  for (const { marker } of [first, second]) {
    await expect(playButton(takesOf(page, marker))).toBeVisible();
    expect(await createTasks(marker)).toHaveLength(1);
  }
});

test("Ctrl+Enter in the text makes a take", async ({ page }) => {
  const { marker, text } = newSentence();
  await openStudio(page);
  await textField(page).fill(text);
  await textField(page).press("Control+Enter");
  await expect(playButton(takesOf(page, marker))).toBeVisible();
  expect(await createTasks(marker)).toHaveLength(1);
});

test("pressing once more after the answer is a second take of the same text", async ({ page }) => {
  const { marker, text } = newSentence();
  await openStudio(page);
  await makeTake(page, { marker, text });
  await generateButton(page).click();
  await expect(takesOf(page, marker)).toHaveCount(2);
  await expect.poll(async () => createTasks(marker)).toHaveLength(2);
});

test("the same request again gives the same take, and with other input an error that says so", async ({ page }) => {
  const { marker, text } = newSentence();
  await openStudio(page);
  const actions = recordActions(page);
  await makeTake(page, { marker, text });
  const [action] = actions;
  if (action === undefined) throw new Error("The page sent no action.");
  const { id } = await readTake(page, marker);

  expect(await sendAgain(page, action)).toContain(`"taskIds":["${id}"]`);
  for (const change of [{ text: `${text} Again.` }, { stability: 0.51 }, { voices: ["George"] }, { voices: ["Rachel", "George"] }]) {
    const refusal = await sendAgain(page, action, alteredAction(action, change));
    expect(refusal).toContain('"code":"run_id_reused"');
    expect(refusal).toContain("This click was already used for something else.");
  }
  await page.reload();
  await expect(takesOf(page, marker)).toHaveCount(1);
  expect(await createTasks(marker)).toHaveLength(1);
});

test("two requests with one run id at the same time are one take", async ({ page }) => {
  const { marker, text } = newSentence();
  const other = newSentence();
  await openStudio(page);
  const actions = recordActions(page);
  await makeTake(page, { marker, text });
  const [action] = actions;
  if (action === undefined) throw new Error("The page sent no action.");
  const body = alteredAction(action, { text: other.text, runId: `run-${other.marker}` });
  const answers = await Promise.all(Array.from({ length: 5 }, () => sendAgain(page, action, body)));
  const found = answers.map((answer) => /"taskIds":\[[^\]]+\]/.exec(answer)?.[0]);
  expect(found[0]).toBeDefined();
  expect(new Set(found).size).toBe(1);
  await page.reload();
  await expect(playButton(takesOf(page, other.marker))).toBeVisible();
  expect(await createTasks(other.marker)).toHaveLength(1);
});

test("when the answer is lost the text stays, and pressing again makes nothing twice", async ({ page }) => {
  const { marker, text } = newSentence();
  await openStudio(page);
  await page.route(isForm, async (route) => {
    if (!isAction(route.request())) return route.fallback();
    await route.fetch();
    await route.abort("connectionreset");
  }, { times: 1 });
  await generate(page, text);
  await expect(page.getByRole("alert").filter({ hasText: "The server did not answer. Your text is safe" })).toBeVisible();
  await expect(textField(page)).toHaveValue(text);
  await generateButton(page).click();
  await expect(playButton(takesOf(page, marker))).toBeVisible();
  await page.reload();
  await expect(takesOf(page, marker)).toHaveCount(1);
  expect(await createTasks(marker)).toHaveLength(1);
});
