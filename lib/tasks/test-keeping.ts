import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "vitest";
import { claimedWork, startTestInstance } from "@/lib/tasks/test-instance";

/** For tests only: an instance with results to be kept, and a server that such results link to. */
export async function startTestKeeping() {
  let serve: RequestListener = (_request, response) => void response.writeHead(404).end();
  const results = createServer((request, response) => serve(request, response));
  await new Promise<void>((resolve) => results.listen(0, "127.0.0.1", resolve));
  const resultsOrigin = `http://127.0.0.1:${(results.address() as AddressInfo).port}`;

  const instance = await startTestInstance({ FETCH_ALLOW_ORIGINS: resultsOrigin });
  const { db, vendor, sendTake } = instance;
  const { keepHandler } = await import("@/lib/tasks/keep");
  const { moveTask } = await import("@/lib/tasks/store");
  const { KEEP_WORK } = await import("@/lib/tasks/transitions");

  const keep = (id: string, attempt = 1) => keepHandler.run(claimedWork(KEEP_WORK, id, { payload: String(attempt - 1) }), AbortSignal.timeout(30_000));

  return {
    ...instance,
    keep,
    resultsOrigin,
    /** Says what the server of results answers from now on. */
    serveResult: (listener: RequestListener) => {
      serve = listener;
    },
    /** A take whose result is to be fetched from `url`, or from the vendor. */
    takeToKeep: async (url?: string): Promise<string> => {
      const { id } = await sendTake({ steps: [{ state: "success" }] });
      const result = { resultUrls: [url ?? vendor.tasks.at(-1)?.audioUrl] };
      await moveTask(db, id, { from: ["waiting"] }, { state: "keeping", failure: null, now: 1, result_json: JSON.stringify(result) });
      return id;
    },
    /** A try that puts its files into storage and then cannot commit them. */
    keepWithoutCommit: async (id: string): Promise<void> => {
      const taken = { role: "audio", storage_key: "elsewhere", content_type: "audio/wav", size_bytes: 1, sha256: "", duration_ms: 1, created_at: 1 } as const;
      await db.insertInto("file").values({ id: "obstacle", task_id: id, ...taken }).execute();
      await expect(keep(id)).rejects.toThrow(/unique/i);
      await db.deleteFrom("file").where("id", "=", "obstacle").execute();
    },
    close: async () => {
      await instance.close();
      results.close();
    },
  };
}
