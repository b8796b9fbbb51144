import { InfiniteQueryObserver, QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, expect, it, vi } from "vitest";
import { TASKS_KEY, taskQuery } from "@/lib/tasks/queries";
import { readAhead, readTasksAgain } from "./read-again";

const client = new QueryClient();
afterEach(() => client.clear());

it("reads once more after any number of changes during a reading, and shows the last", async () => {
  let [reads, server] = [0, 0];
  const answers: (() => void)[] = [];
  const query = { queryKey: [...TASKS_KEY, "changes"], queryFn: () => ((reads += 1), new Promise<number>((resolve) => answers.push(() => resolve(server)))), initialData: -1, staleTime: Number.POSITIVE_INFINITY };
  const stop = new QueryObserver(client, query).subscribe(() => undefined);
  const done = readTasksAgain(client);
  for (let change = 1; change <= 50; change += 1) {
    server = change;
    void readTasksAgain(client);
  }
  const answered = async (count: number) => {
    await expect.poll(() => answers.length).toBe(count);
    answers[count - 1]?.();
  };
  await answered(1);
  await answered(2);
  await done;
  expect([reads, client.getQueryData(query.queryKey)]).toEqual([2, 50]);
  stop();
});

it("does not give up an older page that somebody asked for", async () => {
  const waiting: (() => void)[] = [];
  const observer = new InfiniteQueryObserver(client, {
    queryKey: [...TASKS_KEY, "pages"],
    queryFn: ({ pageParam }) => (pageParam === 0 ? Promise.resolve("first") : new Promise<string>((resolve) => waiting.push(() => resolve("older")))),
    initialPageParam: 0,
    getNextPageParam: (_page, pages) => pages.length,
  });
  const stop = observer.subscribe(() => undefined);
  await expect.poll(() => observer.getCurrentResult().data?.pages).toEqual(["first"]);
  const older = observer.fetchNextPage();
  const done = readTasksAgain(client);
  await expect.poll(() => waiting.length).toBe(1);
  waiting[0]?.();
  await older;
  expect(observer.getCurrentResult().data?.pages).toEqual(["first", "older"]);
  await expect.poll(() => waiting.length).toBe(2);
  waiting[1]?.();
  await done;
  stop();
});

it("reads a transcript that came beside its task, and not one that is not shown", () => {
  const asked: string[] = [];
  vi.stubGlobal("fetch", (address: string) => (asked.push(address), new Promise(() => undefined)));
  const stop = new QueryObserver(client, { queryKey: taskQuery("shown").queryKey, queryFn: () => new Promise(() => undefined) }).subscribe(() => undefined);
  for (const taskId of ["elsewhere", "shown"]) readAhead(client, { taskId, transcriptUrl: `/of/${taskId}` });
  readAhead(client, { taskId: "shown" });
  readAhead(client, { recordingId: "shown" });
  expect(asked).toEqual(["/of/shown"]);
  stop();
  vi.unstubAllGlobals();
});
