import { getEventListeners } from "node:events";
import { expect, it } from "vitest";
import { answerBreakable } from "./breakable-body";

/** A request whose body gives these parts, and then nothing more without ending, unless `ends`. */
function requestOf(parts: readonly string[], ends: boolean): Request {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      for (const part of parts) controller.enqueue(encoder.encode(part));
      if (ends) controller.close();
    },
  });
  const init: RequestInit & { duplex: "half" } = { method: "PATCH", body, duplex: "half" };
  return new Request("http://127.0.0.1/", init);
}

const through = () => new TransformStream<Uint8Array, Uint8Array>();
const echo = async (request: Request) => new Response(await request.text());

it("gives the body as it came", async () => {
  const shutdown = new AbortController();
  const response = await answerBreakable(requestOf(["one ", "two"], true), shutdown.signal, through, echo);
  expect(await response.text()).toBe("one two");
});

it("breaks the body off when the process is to end, also one that comes afterwards", async () => {
  const shutdown = new AbortController();
  const running = answerBreakable(requestOf(["one "], false), shutdown.signal, through, echo);
  shutdown.abort();
  await expect(running).rejects.toThrow();
  await expect(answerBreakable(requestOf(["one "], true), shutdown.signal, through, echo)).rejects.toThrow();
});

it("lets go of a body that nobody read, and leaves its source alone", async () => {
  const shutdown = new AbortController();
  const request = requestOf(["one ", "two ", "three"], false);
  let given: Request | undefined;
  const response = await answerBreakable(request, shutdown.signal, through, (body) => {
    given = body;
    return Promise.resolve(new Response(null, { status: 409 }));
  });
  expect(response.status).toBe(409);
  expect(getEventListeners(shutdown.signal, "abort")).toHaveLength(0);
  await expect(given?.text()).rejects.toThrow();
  const source = request.body?.getReader();
  expect((await source?.read())?.done).toBe(false);
});
