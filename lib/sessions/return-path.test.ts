import fc from "fast-check";
import { expect, test } from "vitest";
import { safeReturnPath } from "./return-path";

test("a path of our own is kept, with its query and its place", () => {
  for (const path of ["/", "/history", "/tasks/a_b-1?t=83.5", "/?voice=Rachel&x=//evil.example", "/history?search=caf%C3%A9#top"]) {
    expect(safeReturnPath(path)).toBe(path);
  }
});

test.each([
  ...["//evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example", "javascript:alert(1)", "evil.example", "", null, undefined],
  ...["/%2fevil.example", "/%2Fevil.example", "/%5cevil.example", "/\t/evil.example", "/\n//evil.example", " //evil.example", "/.//evil.example", "/a/..//evil.example"],
  ...["/%2e//evil.example", "/%2e%2e/", "/%E0%A4%A", "/api/tasks", "/_next/static/a.js", "/sign-in", "/sign-in?return=/sign-in", "/a//evil.example", "/%09/evil.example"],
])("%j leads to the first page", (wanted) => {
  expect(safeReturnPath(wanted)).toBe("/");
});

test("whatever is asked for, a browser stays with us", () => {
  const parts = fc.constantFrom("/", "\\", "//", "%2f", "%5c", "%2e", ".", "..", "\t", "\n", "@", ":", "evil.example", "?", "#", "history", "http:", "%", "%00", " ");
  const wanted = fc.array(parts, { maxLength: 8 }).map((list) => list.join(""));
  fc.assert(
    fc.property(fc.oneof(wanted, wanted.map((text) => `/${text}`), fc.string()), (text) => {
      const path = safeReturnPath(text);
      expect(new URL(path, "https://sound.example.com").origin).toBe("https://sound.example.com");
      expect(path).toMatch(/^\/(?![/\\])/);
    }),
    { numRuns: 2000 },
  );
});
