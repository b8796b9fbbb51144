import { expect, test } from "@playwright/test";
import { behave } from "./stand-in";
import { isForm, makeTake, newSentence, openStudio, readTake, readTakes, takesOf } from "./studio";

test("nobody else can read a take, its parts, or act on it", async ({ page, browser }) => {
  const [mine, theirs] = [newSentence(), newSentence()];
  await openStudio(page, "?timestamps=true");
  const take = await makeTake(page, mine);
  const { id } = await readTake(page, mine.marker);
  const parts = ["", "/audio", "/audio?download=1", "/peaks", "/words"].map((part) => `/api/tasks/${id}${part}`).concat(`/tasks/${id}`);
  for (const part of parts) expect((await page.request.get(part)).status(), part).toBe(200);
  // What is never served to anybody: the vendor's own result.
  expect((await page.request.get(`/api/tasks/${id}/vendor-result`)).status()).toBe(404);

  const stranger = await browser.newContext();
  const strangerPage = await stranger.newPage();
  await openStudio(strangerPage);
  const refuseAll = async () => {
    for (const part of parts) expect((await strangerPage.request.get(part)).status(), part).toBe(404);
    expect(await readTakes(strangerPage)).toEqual(expect.not.arrayContaining([expect.objectContaining({ id })]));
  };
  await test.step("without having made anything", async () => {
    await refuseAll();
    expect((await strangerPage.request.get("/api/events")).status()).toBe(404);
  });
  await test.step("having made something", async () => {
    await makeTake(strangerPage, theirs);
    await refuseAll();
    await expect(takesOf(strangerPage, mine.marker)).toHaveCount(0);
  });

  await test.step("with the owner's own action", async () => {
    await take.getByRole("button", { name: "Delete" }).click();
    const deletion = page.waitForRequest((request) => request.method() === "POST");
    // The owner's own press does not reach the server; a stranger's does.
    await page.route(isForm, (route) => route.abort());
    await take.getByRole("button", { name: "Delete for good" }).click();
    const request = await deletion;
    const headers = { "content-type": "text/plain;charset=UTF-8", "next-action": request.headers()["next-action"] ?? "", origin: new URL(page.url()).origin };
    const answer = await strangerPage.request.post("/", { headers, data: request.postData() ?? "" });
    expect(await answer.text()).toContain('"code":"not_found"');
    await page.unrouteAll();
    expect((await page.request.get(parts[1] ?? "")).status()).toBe(200);
  });
  await stranger.close();
});

test("nobody else hears of a take's changes", async ({ page, browser }) => {
  const [mine, theirs] = [newSentence(), newSentence()];
  const stranger = await browser.newContext();
  const strangerPage = await stranger.newPage();
  await openStudio(strangerPage);
  await behave(theirs.marker, { delayMs: 1000 });
  await makeTake(strangerPage, theirs);
  await strangerPage.evaluate(() => {
    const heard: string[] = [];
    const source = new EventSource("/api/events");
    source.addEventListener("change", (event) => heard.push(String(event.data)));
    Object.assign(window, { heard });
    return new Promise((resolve) => source.addEventListener("ready", resolve));
  });

  await openStudio(page);
  await makeTake(page, mine);
  const again = newSentence();
  await makeTake(strangerPage, again);
  const { id: mineId } = await readTake(page, mine.marker);
  const { id: theirId } = await readTake(strangerPage, again.marker);
  const heard = () => strangerPage.evaluate(() => (window as unknown as { heard: string[] }).heard);
  await expect.poll(heard).toContain(JSON.stringify({ taskId: theirId }));
  expect((await heard()).join()).not.toContain(mineId);
  await stranger.close();
});
