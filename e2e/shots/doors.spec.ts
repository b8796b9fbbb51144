import { expect, test } from "@playwright/test";
import { openPage } from "../open-page";
import { generateButton, textField } from "../vendor/studio";
import { takePictures } from "./pictures";
import { startStage } from "./stage";

test("the pages of who is not let in", async ({ browser }) => {
  const stage = await startStage({ ACCESS_CODE: "let the team in" });
  const page = await browser.newPage({ baseURL: stage.url });
  await page.goto("/");
  await takePictures(page, "sign-in");
  await page.getByLabel("Access code").fill("a wrong one");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "This is not the access code." })).toBeVisible();
  await takePictures(page, "sign-in-wrong");
  await page.getByLabel("Access code").fill("let the team in");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(textField(page)).toBeEditable();
  await page.goto("/nowhere");
  await takePictures(page, "not-found");
  await page.close();
  await stage.end();
});

test("pages that cannot be shown", async ({ browser }) => {
  const stage = await startStage();
  const page = await browser.newPage({ baseURL: stage.url });
  await openPage(page, "/");
  await expect(generateButton(page)).toBeEnabled();
  await page.context().setOffline(true);
  await expect(page.getByText("Connection lost")).toBeVisible();
  await takePictures(page, "speech-offline");
  await page.context().setOffline(false);
  await page.route("**/api/tasks?*", (route) => route.fulfill({ json: { tasks: [{}], nextCursor: null } }));
  await textField(page).fill("Not lost either.");
  await generateButton(page).click();
  await expect(page.getByRole("heading", { name: "This page could not be shown" })).toBeVisible();
  await takePictures(page, "error");
  await page.close();
  await stage.end();
});
