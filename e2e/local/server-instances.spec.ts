import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { expect, test } from "@playwright/test";
import { freePort } from "@/scripts/services/free-port.mjs";
import { startPostgres } from "../../scripts/services/postgres.mjs";
import { callAction, newDataDirectory, readTakes, spawnApp, startApp, takeInput, vendorSettings } from "../app-process";
import { startFakeVendor } from "../fake-vendor/fake-vendor";

test("two instances on one PostgreSQL show and do the same work; it may be lost for a while, and is then gone on with", { tag: "@long" }, async ({ request }) => {
  // It is to crash, and must then have what it committed.
  const postgres = await startPostgres();
  const vendor = await startFakeVendor({ delayMs: 0 });
  const port = await freePort();
  const directories = [await newDataDirectory(), await newDataDirectory()] as const;
  const shared = { ...vendorSettings(vendor, port), DATABASE_URL: postgres.url(), SESSION_SECRET: "the secret of this test, made by hand" };
  const [one, two] = await Promise.all([
    startApp({ ...shared, PORT: String(port), DATA_DIR: directories[0].dataDir }),
    startApp({ ...shared, PORT: String(await freePort()), DATA_DIR: directories[1].dataDir }),
  ]);

  const wrongPassword = new URL(postgres.url());
  wrongPassword.password = "wrong";
  const refused = spawnApp({ ...shared, DATABASE_URL: wrongPassword.href, PORT: String(await freePort()), DATA_DIR: directories[0].dataDir.replace("data", "refused") });
  expect(await refused.exited).toEqual({ code: 1, signal: null });
  expect(refused.output()).toContain("Soundcheck cannot start.\nDATABASE_URL: the password for the user soundcheck is wrong.");

  const stateAt = async (url: string, text: string) => (await readTakes(request, url)).find(({ input }) => input.text === text)?.state;
  const healthOf = async (url: string) => (await request.get(`${url}/api/health`)).json() as Promise<{ ok: boolean; database: string }>;

  // What is pressed at one is heard of by a page that another holds; the callback comes to the first.
  const { response } = await callAction(request, one.url, "setFavouriteVoice", { voice: "Aria", favourite: true });
  const page = get(`${two.url}/api/events`, { headers: { cookie: response.headers()["set-cookie"]?.split(";")[0] ?? "" } });
  const [events] = (await once(page, "response")) as [IncomingMessage];
  let heard = "";
  events.setEncoding("utf8").on("data", (chunk: string) => (heard += chunk));
  await expect.poll(() => heard).toContain("event: ready");
  const { result } = await callAction(request, one.url, "createTakes", takeInput({ text: "made at one" }));
  const { taskIds } = (result as { value: { taskIds: string[] } }).value;
  await expect.poll(() => heard).toContain(`data: {"taskId":"${taskIds[0]}"}`);
  await expect.poll(() => stateAt(two.url, "made at one")).toBe("success");

  // The vendor's answer is there, and the database is not.
  vendor.behave({ next: [{ create: { kind: "slow", delayMs: 1_500 }, callback: "none" }] });
  await callAction(request, one.url, "createTakes", takeInput({ text: "while it is lost" }));
  await expect.poll(() => stateAt(two.url, "while it is lost")).toBe("submitting");
  await postgres.stop("immediate");
  await expect.poll(() => healthOf(one.url)).toMatchObject({ ok: false, database: "database_gone" });
  const press = await callAction(request, two.url, "createTakes", takeInput({ text: "refused" }));
  expect(press.result).toMatchObject({ ok: false, problems: [{ code: "database_gone", message: expect.stringContaining("Nothing was lost") as unknown }] });
  await postgres.start();
  await expect.poll(() => healthOf(one.url), { timeout: 20_000 }).toMatchObject({ ok: true, database: "ok" });
  await expect.poll(() => stateAt(two.url, "while it is lost"), { timeout: 30_000 }).toBe("success");
  expect(vendor.tasks).toHaveLength(2);

  page.destroy();
  for (const app of [one, two]) expect(await app.end()).toEqual({ code: 0, signal: null });
  await vendor.close();
  postgres.remove();
  for (const { remove } of directories) await remove();
});
