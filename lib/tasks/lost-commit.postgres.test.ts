import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { afterAll, expect, it } from "vitest";
import { newTestDatabase } from "@/lib/database/test-database";
import { claimedWork, startTestInstance } from "./test-instance";

/** Stands between the app and the database, and can cut a connection when the database has committed and the app has not heard of it. */
async function cuttingProxy(address: string) {
  const server = new URL(address);
  const port = Number(server.port);
  const state = { cuts: false };
  const proxy = createServer((client) => {
    const upstream = connect(port, server.hostname);
    let commits = false;
    client.on("data", (data) => {
      commits = state.cuts && data.includes("commit");
      upstream.write(data);
    });
    upstream.on("data", (data) => {
      if (!commits) {
        client.write(data);
        return;
      }
      state.cuts = false;
      client.destroy();
      upstream.destroy();
    });
    for (const [one, other] of [[client, upstream], [upstream, client]] as const) one.on("error", () => other.destroy()).on("close", () => other.destroy());
  }).listen(0, "127.0.0.1");
  await once(proxy, "listening");
  server.port = String((proxy.address() as AddressInfo).port);
  return { address: server.href, cutNextCommit: () => (state.cuts = true), close: () => proxy.close() };
}

const testDatabase = await newTestDatabase();
const proxy = await cuttingProxy(testDatabase.settings.DATABASE_URL ?? "");
const instance = await startTestInstance({ DATABASE_URL: proxy.address }, testDatabase);
const { insertTake, requireRow, sentRequests } = instance;
const { submitHandler } = await import("./submit");

afterAll(async () => {
  await instance.close();
  proxy.close();
});

it("a task whose being about to be sent was committed without our hearing of it is not taken for one that may have been sent", async () => {
  const { id } = await insertTake();
  const submit = () => submitHandler.run(claimedWork("submit", id), AbortSignal.timeout(30_000));
  proxy.cutNextCommit();
  await expect(submit()).rejects.toThrow("The database was lost");
  expect(await requireRow(id)).toMatchObject({ state: "pending", submitted_at: null, callback_token_hash: null });
  expect(sentRequests()).toHaveLength(0);
  await submit();
  expect(await requireRow(id)).toMatchObject({ state: "waiting" });
  expect(sentRequests()).toHaveLength(1);
});
