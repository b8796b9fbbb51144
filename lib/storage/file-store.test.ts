import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Relay, startRelay } from "@/e2e/relay";
import { makeTestBucket, type TestBucket } from "@/e2e/test-bucket";
import { readEnv } from "@/lib/env";
import { Bucket } from "./bucket";
import type { ByteRange, FileStore } from "./file-store";
import { LocalDisk } from "./local-disk";
import { S3Store } from "./s3-store";

const directory = await mkdtemp(path.join(tmpdir(), "soundcheck-store-"));
let testBucket: TestBucket;
beforeAll(async () => {
  testBucket = await makeTestBucket();
}, 120_000);
afterAll(async () => {
  await testBucket.close();
  await rm(directory, { recursive: true, force: true });
});

function bucketOf(settings: Readonly<Record<string, string>>, options = {}): Bucket {
  const { s3 } = readEnv(settings);
  if (s3 === undefined) throw new Error("No bucket");
  return new Bucket(s3, options);
}

const MIB = 1024 * 1024;
const stores: Readonly<Record<string, () => FileStore>> = {
  LocalDisk: () => new LocalDisk(path.join(directory, "files")),
  S3Store: () => new S3Store(() => Promise.resolve(bucketOf(testBucket.settings)), 5 * MIB),
};

describe.each(Object.keys(stores))("%s", (name) => {
  let store: FileStore;
  beforeAll(() => {
    store = (stores[name] ?? (() => expect.fail()))();
  });

  async function put(key: string, bytes: string | Buffer): Promise<void> {
    const source = path.join(directory, "source");
    await writeFile(source, bytes);
    await store.putFile(key, source);
  }

  async function readBytes(key: string, range?: ByteRange): Promise<Buffer> {
    const chunks: Buffer[] = [];
    for await (const chunk of (await store.read(key, range)) as AsyncIterable<Buffer>) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  const read = async (key: string, range?: ByteRange) => (await readBytes(key, range)).toString();

  async function entries(folder: string) {
    const found = [];
    for await (const { key, isFolder, changedAt } of store.entries(folder)) found.push({ key, isFolder, isRecent: Math.abs(Date.now() - changedAt) < 60_000 });
    return found.toSorted((one, other) => one.key.localeCompare(other.key));
  }

  it("moves files in, replaces them, and gives them whole or in part", async () => {
    await put("tasks/a/audio.mp3", "an earlier one");
    await put("tasks/a/audio.mp3", "0123456789");
    expect(await readdir(directory)).not.toContain("source");
    expect(await read("tasks/a/audio.mp3")).toBe("0123456789");
    expect(await read("tasks/a/audio.mp3", { start: 0, end: 0 })).toBe("0");
    expect(await read("tasks/a/audio.mp3", { start: 7, end: 9 })).toBe("789");
  });

  it("keeps what is empty, and what is stored in parts", async () => {
    await put("tasks/e/empty", "");
    expect(await read("tasks/e/empty")).toBe("");
    const bytes = randomBytes(17 * MIB);
    await put("tasks/e/large", bytes);
    expect((await readBytes("tasks/e/large")).equals(bytes)).toBe(true);
    const range = { start: 8 * MIB - 2, end: 16 * MIB + 1 };
    expect((await readBytes("tasks/e/large", range)).equals(bytes.subarray(range.start, range.end + 1))).toBe(true);
  });

  it("says when a file is not there, and removes it without minding", async () => {
    await put("tasks/b/audio.mp3", "gone soon");
    await store.remove("tasks/b/audio.mp3");
    await store.remove("tasks/b/audio.mp3");
    await expect(store.read("tasks/b/audio.mp3")).rejects.toMatchObject({ code: "file_missing", status: 404 });
  });

  it("removes a folder with all that is in it, and no other that begins alike", async () => {
    await put("tasks/c/audio.mp3", "one");
    await put("tasks/c/deeper/peaks.json", "two");
    await put("tasks/cc/audio.mp3", "three");
    await store.removeFolder("tasks/c");
    await store.removeFolder("tasks/c");
    await expect(store.read("tasks/c/audio.mp3")).rejects.toMatchObject({ code: "file_missing" });
    expect(await entries("tasks/c")).toEqual([]);
    expect(await read("tasks/cc/audio.mp3")).toBe("three");
  });

  it("lists what lies directly in a folder", async () => {
    await put("listed/one/audio.mp3", "one");
    await put("listed/one/peaks.json", "two");
    await put("listed/one/deeper/words.json", "three");
    await put("listed/two", "four");
    await put("listed-not/three", "five");
    expect(await entries("listed")).toEqual([
      { key: "listed/one", isFolder: true, isRecent: true },
      { key: "listed/two", isFolder: false, isRecent: true },
    ]);
    expect((await entries("listed/one")).map(({ key }) => key)).toEqual(["listed/one/audio.mp3", "listed/one/deeper", "listed/one/peaks.json"]);
  });

  it.each(["", ".", "..", "../outside", "tasks/../../outside", "/etc/passwd", "tasks//a", "tasks/", "a\0b", "tasks/a b", "C:\\x", "tasks/%2e%2e/a"])(
    "refuses the key %j",
    async (key) => {
      await writeFile(path.join(directory, "outside"), "not in the storage");
      await expect(put(key, "x")).rejects.toThrow("Not a storage key");
      await expect(store.read(key)).rejects.toThrow("Not a storage key");
      await expect(store.remove(key)).rejects.toThrow("Not a storage key");
      await expect(store.removeFolder(key)).rejects.toThrow("Not a storage key");
      expect(await readdir(directory)).toContain("outside");
    },
  );
});

describe("a bucket that is hard to reach", () => {
  const bytes = randomBytes(4 * MIB);
  let relay: Relay;
  let bucket: Bucket;
  beforeAll(async () => {
    relay = await startRelay(new URL(testBucket.settings.S3_ENDPOINT));
    bucket = bucketOf({ ...testBucket.settings, S3_ENDPOINT: relay.url }, { idleLimitMs: 500 });
    await bucket.put("hard/to-reach", bytes);
  });
  afterAll(() => relay.close());

  async function readAll(): Promise<Buffer> {
    const chunks: Buffer[] = [];
    for await (const chunk of (await bucket.read("hard/to-reach", { start: 1, end: bytes.length - 2 })) as AsyncIterable<Buffer>) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  it("is read to the end, however often the connection is lost, as long as something comes", async () => {
    relay.cutAnswersAfter(MIB);
    expect((await readAll()).equals(bytes.subarray(1, -1))).toBe(true);
    relay.mend();
  });

  it.each([
    ["breaks everything off", () => relay.cut()],
    ["says nothing any more", () => relay.stallAnswersAfter(0)],
  ])("is given up with the reason when it %s in the middle, and works when it is back", async (_what, spoil) => {
    // What has come as far as this machine's own buffers comes through, whatever happens then.
    relay.stallAnswersAfter(MIB);
    const reader = (await bucket.read("hard/to-reach")) as AsyncIterable<Buffer>;
    const rest = async () => {
      let isFirst = true;
      for await (const chunk of reader) {
        if (isFirst) spoil();
        isFirst = chunk.length === 0;
      }
    };
    await expect(rest()).rejects.toMatchObject({ code: "storage_unreachable" });
    await expect(bucket.put("hard/more", bytes)).rejects.toMatchObject({ code: "storage_unreachable" });
    relay.mend();
    await bucket.put("hard/more", bytes);
    expect((await readAll()).equals(bytes.subarray(1, -1))).toBe(true);
  });
});

describe("a storage that is wrongly set", () => {
  const health = (change: Readonly<Record<string, string>>) => bucketOf({ ...testBucket.settings, ...change }).put("probe", Buffer.from("probe"));

  it.each([
    ["the secret", { S3_SECRET_ACCESS_KEY: "wrong" }, "storage_refused"],
    ["the key", { S3_ACCESS_KEY_ID: "nobody" }, "storage_refused"],
    ["the region", { S3_REGION: "elsewhere-1" }, "storage_refused"],
    ["the bucket", { S3_BUCKET: "no-such-bucket" }, "storage_bucket_missing"],
    ["the address", { S3_ENDPOINT: "http://127.0.0.1:9" }, "storage_unreachable"],
  ])("is known by what it answers: %s", async (_what, change, code) => {
    await expect(health(change)).rejects.toMatchObject({ code, status: 503 });
  });
});

it("a folder of the disk is removed although files come into it meanwhile", async () => {
  const disk = new LocalDisk(path.join(directory, "busy"));
  const sources = Array.from({ length: 200 }, (_, file) => path.join(directory, `source-${file}`));
  for (let round = 0; round < 5; round += 1) {
    await Promise.all(sources.map((source) => writeFile(source, "bytes")));
    const put = (source: string) => disk.putFile(`tasks/busy/${path.basename(source)}`, source);
    await Promise.allSettled(sources.slice(0, 150).map(put));
    const arriving = (async () => {
      for (const source of sources.slice(150)) await put(source).catch(() => undefined);
    })();
    await expect(disk.removeFolder("tasks/busy")).resolves.toBeUndefined();
    await arriving;
  }
});
