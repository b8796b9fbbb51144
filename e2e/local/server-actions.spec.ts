import { readdir } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { freePort } from "@/scripts/services/free-port.mjs";
import { callAction, newDataDirectory, readTakes, startApp, takeInput, vendorSettings } from "../app-process";
import { startFakeVendor } from "../fake-vendor/fake-vendor";

interface Made {
  readonly ok: boolean;
  readonly value: { readonly taskIds: readonly string[] };
}

const problem = (code: string) => ({ ok: false, problems: [expect.objectContaining({ code })] as unknown[] });

test("what a person does is done once, for them alone", async ({ request, playwright }) => {
  const vendor = await startFakeVendor({ delayMs: 0 });
  const { dataDir, remove } = await newDataDirectory();
  const port = await freePort();
  const app = await startApp({ PORT: String(port), DATA_DIR: dataDir, ...vendorSettings(vendor, port) });
  const stranger = await playwright.request.newContext();
  const act = async (name: string, input: unknown, visitor = request) => (await callAction(visitor, app.url, name, input)).result;
  const sent = () => vendor.requests.filter(({ path: route }) => route.endsWith("/createTask")).length;

  await test.step("the cookie comes with the first action, not with reading", async () => {
    for (const url of ["/", "/api/tasks", "/api/voices", "/api/rates"]) {
      expect((await stranger.get(`${app.url}${url}`)).headers()["set-cookie"]).toBeUndefined();
    }
    const invalid = await callAction(stranger, app.url, "createTakes", takeInput({ text: "" }));
    expect(invalid.result).toMatchObject({ ok: false, problems: [{ field: "text" }] });
    const { response } = await callAction(stranger, app.url, "setFavouriteVoice", { voice: "Aria", favourite: true });
    const cookie = response.headers()["set-cookie"] ?? "";
    expect(cookie).toMatch(/^soundcheck_owner=[\w-]{43}; Path=\/; Expires=[^;]+; Max-Age=34560000; HttpOnly; SameSite=lax$/);
    // A later action leaves the cookie alone, so that its answer holds no page; reading one's tasks gives it 400 more days.
    const again = await callAction(stranger, app.url, "setFavouriteVoice", { voice: "Aria", favourite: false });
    expect(again.result).toMatchObject({ ok: true });
    expect(again.response.headers()["set-cookie"]).toBeUndefined();
    expect(await again.response.text()).not.toContain("__PAGE__");
    const renewed = (await stranger.get(`${app.url}/api/tasks`)).headers()["set-cookie"] ?? "";
    expect(renewed.split(";")[0]).toBe(cookie.split(";")[0]);
    expect(renewed).toContain("Max-Age=34560000");
  });

  await test.step("the same click is the same takes, however often it is sent", async () => {
    await act("setFavouriteVoice", { voice: "Aria", favourite: true });
    const click = takeInput({ voices: ["Rachel", "Aria"] });
    const made = (await Promise.all(Array.from({ length: 5 }, () => act("createTakes", click)))) as Made[];
    expect(new Set(made.map(({ value }) => value.taskIds.join())).size).toBe(1);
    expect(made[0]?.value.taskIds).toHaveLength(2);
    await expect.poll(async () => (await readTakes(request, app.url)).map(({ state }) => state)).toEqual(["success", "success"]);
    expect(sent()).toBe(2);

    for (const change of [{ text: "Other" }, { voices: ["Rachel", "Aria", "Bill"] }, { voices: ["Rachel"] }, { voices: ["Aria", "Rachel"] }, { speed: 1.1 }]) {
      expect(await act("createTakes", { ...click, ...change })).toEqual(problem("run_id_reused"));
    }
    expect(await readTakes(request, app.url)).toHaveLength(2);
    expect(sent()).toBe(2);
  });

  await test.step("another visitor finds nothing of it", async () => {
    const [take] = await readTakes(request, app.url);
    for (const name of ["cancelTask", "checkTask", "deleteTask"]) expect(await act(name, { taskId: take?.id }, stranger)).toEqual(problem("not_found"));
    expect(await act("retryTask", { taskId: take?.id, runId: "retry-of-another" }, stranger)).toEqual(problem("not_found"));
    expect(await readTakes(stranger, app.url)).toEqual([]);
    expect(await readTakes(request, app.url)).toHaveLength(2);
  });

  await test.step("a take that was not sent can be cancelled, one that was sent cannot", async () => {
    vendor.behave({ next: [{ create: { kind: "http-429", retryAfterSeconds: 5 } }] });
    const { value } = (await act("createTakes", takeInput())) as Made;
    const [taskId] = value.taskIds;
    await expect.poll(async () => (await readTakes(request, app.url))[0]?.failure?.code).toBe("vendor_rate_limited");
    expect(await act("cancelTask", { taskId })).toEqual({ ok: true, value: null });
    expect(await act("cancelTask", { taskId })).toEqual(problem("already_sent"));
    expect((await readTakes(request, app.url))[0]?.state).toBe("cancelled");

    const retry = { taskId, runId: "once-more-1" };
    const [first, second] = (await Promise.all([act("retryTask", retry), act("retryTask", retry)])) as Made[];
    expect(first).toEqual(second);
    await expect.poll(async () => (await readTakes(request, app.url))[0]?.state).toBe("success");
    expect(await act("retryTask", { taskId: first?.value.taskIds[0], runId: "once-more-2" })).toEqual(problem("retry_too_early"));
  });

  await test.step("what may have been made is not sent again before ten minutes are over", async () => {
    vendor.behave({ next: [{ create: { kind: "html-502" } }] });
    const { value } = (await act("createTakes", takeInput())) as Made;
    await expect.poll(async () => (await readTakes(request, app.url))[0]?.state).toBe("unconfirmed");
    expect(await act("retryTask", { taskId: value.taskIds[0], runId: "once-more-3" })).toEqual(problem("retry_too_early"));
  });

  await test.step("deleting leaves nothing, neither rows to read nor files", async () => {
    const takes = await readTakes(request, app.url);
    for (const { id } of takes) expect(await act("deleteTask", { taskId: id })).toEqual({ ok: true, value: null });
    expect(await readTakes(request, app.url)).toEqual([]);
    expect(await act("deleteTask", { taskId: takes[0]?.id })).toEqual(problem("not_found"));
    expect(await readdir(path.join(dataDir, "files/tasks"))).toEqual([]);
  });

  expect(await app.end()).toEqual({ code: 0, signal: null });
  await stranger.dispose();
  await vendor.close();
  await remove();
});
