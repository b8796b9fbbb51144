import { expect, test } from "@playwright/test";
import { openPage } from "../open-page";
import { shareOf } from "./shared-result";
import { makeTake, newSentence, openStudio, readTake } from "./studio";

test("the dialog stays where it is when the link takes the form's place, and the focus goes along", async ({ page }) => {
  await openStudio(page);
  const take = await makeTake(page, newSentence());
  await take.getByRole("button", { name: "Share" }).click();
  const dialog = page.getByRole("dialog", { name: "Share" });
  const form = dialog.getByRole("form");
  await expect(form).toBeVisible();
  const head = await dialog.getByRole("heading", { name: "Share", exact: true }).boundingBox();
  await dialog.getByRole("button", { name: "Create link" }).press("Enter");
  const copy = dialog.getByRole("button", { name: "Copy link" });
  await expect(copy).toBeFocused();
  await expect(form).toHaveCount(0);
  expect(await dialog.getByRole("heading", { name: "Share", exact: true }).boundingBox()).toEqual(head);
  await page.context().grantPermissions(["clipboard-write"]);
  await copy.press("Enter");
  await expect(dialog.getByText("Link copied")).toBeVisible();
  await expect(copy).toBeFocused();

  await dialog.getByRole("button", { name: "Create another link" }).press("Enter");
  await expect(form).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(form.getByRole("textbox", { name: "Title", exact: true })).toBeFocused();
});

test("the focus goes into the form that changes a share, and back to the button that opened it", async ({ page }) => {
  await openStudio(page);
  const sentence = newSentence();
  await makeTake(page, sentence);
  const { id } = await readTake(page, sentence.marker);
  await shareOf(page, id, "Another of the list");
  await shareOf(page, id, "To be changed");
  await openPage(page, "/shares");
  const row = page.getByRole("article", { name: "To be changed" });
  const change = row.getByRole("button", { name: "Change" });
  await change.press("Enter");
  await page.keyboard.press("Escape");
  await expect(change).toBeFocused();
  for (const answer of ["Cancel", "Save changes"]) {
    await change.press("Enter");
    await expect(row.getByRole("form")).toBeFocused();
    await row.getByRole("button", { name: answer }).press("Enter");
    await expect(change).toBeFocused();
  }
  await expect(row).toContainText("Changed.");
  const remove = row.getByRole("button", { name: "Delete", exact: true });
  await remove.press("Enter");
  await row.getByRole("button", { name: "Keep" }).press("Enter");
  await expect(remove).toBeFocused();
  await row.getByRole("button", { name: "Revoke", exact: true }).press("Enter");
  await row.getByRole("button", { name: "Revoke for good" }).press("Enter");
  await expect(row).toContainText("The link no longer opens.");
  await expect(row.getByRole("heading")).toBeFocused();
});
