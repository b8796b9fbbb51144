import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { LocalDisk } from "./local-disk";
import type { ByteRange } from "./file-store";

const directory = await mkdtemp(path.join(tmpdir(), "soundcheck-disk-"));
afterAll(() => rm(directory, { recursive: true, force: true }));
const disk = new LocalDisk(path.join(directory, "files"));

async function put(key: string, text: string): Promise<void> {
  const source = path.join(directory, "source");
  await writeFile(source, text);
  await disk.putFile(key, source);
}

async function read(key: string, range?: ByteRange): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of (await disk.read(key, range)) as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

describe("LocalDisk", () => {
  it("moves files in, replaces them, and gives them whole or in part", async () => {
    await put("tasks/a/audio.mp3", "an earlier one");
    await put("tasks/a/audio.mp3", "0123456789");
    expect(await readdir(directory)).toEqual(["files"]);
    expect(await read("tasks/a/audio.mp3")).toBe("0123456789");
    expect(await read("tasks/a/audio.mp3", { start: 0, end: 0 })).toBe("0");
    expect(await read("tasks/a/audio.mp3", { start: 7, end: 9 })).toBe("789");
  });

  it("says when a file is not there, and removes it without minding", async () => {
    await put("tasks/b/audio.mp3", "gone soon");
    await disk.remove("tasks/b/audio.mp3");
    await disk.remove("tasks/b/audio.mp3");
    await expect(disk.read("tasks/b/audio.mp3")).rejects.toMatchObject({ code: "file_missing", status: 404 });
  });

  it("removes a folder with all that is in it, and no other that begins alike", async () => {
    await put("tasks/c/audio.mp3", "one");
    await put("tasks/c/peaks.json", "two");
    await put("tasks/cc/audio.mp3", "three");
    await disk.removeFolder("tasks/c");
    await disk.removeFolder("tasks/c");
    expect(await readdir(path.join(directory, "files/tasks"))).not.toContain("c");
    expect(await read("tasks/cc/audio.mp3")).toBe("three");
  });

  it.each(["", ".", "..", "../outside", "tasks/../../outside", "/etc/passwd", "tasks//a", "tasks/", "a\0b", "tasks/a b", "C:\\x", "tasks/%2e%2e/a"])(
    "refuses the key %j",
    async (key) => {
      await writeFile(path.join(directory, "outside"), "not in the storage");
      await expect(put(key, "x")).rejects.toThrow("Not a storage key");
      await expect(disk.read(key)).rejects.toThrow("Not a storage key");
      await expect(disk.remove(key)).rejects.toThrow("Not a storage key");
      await expect(disk.removeFolder(key)).rejects.toThrow("Not a storage key");
      expect(await readdir(directory)).toContain("outside");
    },
  );
});
