import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { once } from "node:events";
import fc from "fast-check";
import { expect, test } from "vitest";
import { anyText } from "@/lib/arbitraries-for-tests";
import { attachment, mediaResponse, toPulledStream } from "@/lib/media/media-response";

async function openThisFile() {
  const file = await open(import.meta.filename, "r");
  return createReadStream("", { fd: file, highWaterMark: 64 });
}

test("the file is closed when the client goes before anything was read", async () => {
  const [early, late] = [new AbortController(), new AbortController()];
  early.abort();
  const sources = [await openThisFile(), await openThisFile()] as const;
  const closed = Promise.all(sources.map((source) => once(source, "close")));
  toPulledStream(sources[0], early.signal);
  toPulledStream(sources[1], late.signal);
  late.abort();
  await closed;
});

test("the file is closed when the client cancels half way", async () => {
  const source = await openThisFile();
  const closed = once(source, "close");
  const reader = toPulledStream(source, new AbortController().signal).getReader();
  expect((await reader.read()).value?.byteLength).toBe(64);
  await reader.cancel();
  await closed;
});

test("a file that is read to its end gives every byte", async () => {
  const source = await openThisFile();
  const text = await new Response(toPulledStream(source, new AbortController().signal)).text();
  expect(text).toContain("gives every byte");
});

test.each(["text/html", "image/svg+xml", "application/xhtml+xml", "text/xml", "application/pdf", "text/javascript", "audio/mpeg; charset=utf-8", ""])("a stored file is never served as %s, but as bytes to be saved", async (contentType) => {
  const request = new Request("http://localhost/media", { method: "HEAD" });
  const file = { storageKey: "none", contentType, sizeBytes: 3, sha256: "0" };
  for (const served of [file, { ...file, downloadName: "page.html" }]) {
    const { headers } = await mediaResponse(request, served);
    expect(headers.get("content-type")).toBe("application/octet-stream");
    expect(headers.get("content-disposition")).toMatch(/^attachment; /);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-security-policy")).toMatch(/default-src 'none'.*sandbox$/);
  }
});

test("a name is cut to what disks take, in no letter, and keeps its extension", () => {
  const nameOf = (name: string) => decodeURIComponent(attachment(name).split("UTF-8''")[1] ?? "");
  expect(nameOf(`${"x".repeat(236)}.txt`)).toBe(`${"x".repeat(236)}.txt`);
  expect(nameOf(`${"x".repeat(237)}.txt`)).toBe(`${"x".repeat(236)}.txt`);
  expect(nameOf(`${"م".repeat(200)}.json`)).toBe(`${"م".repeat(117)}.json`);
  expect(nameOf(`${"👩🏽‍🚀".repeat(20)}.srt`)).toBe(`${"👩🏽‍🚀".repeat(15)}.srt`);
});

test("no name ends the header that it stands in, and each can be read again", () => {
  fc.assert(
    fc.property(fc.oneof(anyText(), fc.constantFrom('x"\r\nset-cookie: a=1\r\n\r\n<script>', "a\\\"b", "%0d%0a", "\ud800", "名前.wav")), (name) => {
      const [, encoded = ""] = /^attachment; filename="[\x20-\x21\x23-\x24\x26-\x5b\x5d-\x7e]*"; filename\*=UTF-8''([\w!#$&+.^`|~%-]*)$/.exec(attachment(name)) ?? [];
      expect(decodeURIComponent(encoded)).toBe(name.toWellFormed());
    }),
  );
});
