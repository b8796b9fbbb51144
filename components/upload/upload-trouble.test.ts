import { expect, it } from "vitest";
import { judgeTrouble, retryDelayMs } from "./upload-trouble";

it.each([null, 0, 408, 409, 423, 429, 500, 502, 503, 504])("tries again after %s", (status) => {
  expect(judgeTrouble(status, "<html>anything</html>")).toEqual({ kind: "lost" });
});

it.each([404, 410])("knows that an upload is gone by %d", (status) => {
  expect(judgeTrouble(status, "").kind).toBe("gone");
});

it("says why the server does not take a file, in the server's sentence where it is one", () => {
  expect(judgeTrouble(413, "The file is over the limit of 1 GB.\n")).toEqual({ kind: "refused", message: "The file is over the limit of 1 GB." });
  expect(judgeTrouble(403, "<html>Forbidden</html>")).toEqual({ kind: "refused", message: "The server does not take this file (403)." });
  expect(judgeTrouble(400, "")).toEqual({ kind: "refused", message: "The server does not take this file (400)." });
});

it("says that there is no room, in the server's sentence where it is one", () => {
  expect(judgeTrouble(507, "There is no room for this.")).toEqual({ kind: "full", message: "There is no room for this." });
  expect(judgeTrouble(507, "<html>")).toEqual({ kind: "full", message: "The server has no room for this file." });
});

it.each([401, 429])("says why the server takes nothing now (%d)", (status) => {
  expect(judgeTrouble(status, "Try again later.\n")).toEqual({ kind: "full", message: "Try again later." });
});

it("waits longer each time, and never longer than half a minute", () => {
  const delays = Array.from({ length: 100 }, (_, attempt) => retryDelayMs(attempt));
  expect(delays).toEqual(delays.toSorted((left, right) => left - right));
  expect(delays[0]).toBe(1000);
  expect(delays.at(-1)).toBe(30_000);
});
