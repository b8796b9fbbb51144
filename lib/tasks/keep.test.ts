import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import type { RequestListener, ServerResponse } from "node:http";
import path from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { toneWav } from "@/e2e/fake-vendor/audio";
import { choicesFor } from "./lifecycle";
import type { TaskFailure } from "./states";
import { startTestKeeping } from "./test-keeping";

const instance = await startTestKeeping();
const { db, vendor, sendTake, requireRow, failureOf, filesIn, keep, keepWithoutCommit, serveResult, takeToKeep, resultsOrigin } = instance;
const { storage } = await import("@/lib/storage/storage");
const { look } = await import("./observe");
const { removeTask } = await import("./remove");
const { filesOf } = await import("./store");

beforeEach(instance.reset);
afterEach(async () => {
  for (const { id } of await db.selectFrom("task").select("id").execute()) await removeTask(await requireRow(id));
  expect(await filesIn("scratch")).toEqual([]);
  expect(await filesIn("files")).toEqual([]);
});
afterAll(instance.close);

const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

async function bytesOf(key: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of (await storage().read(key)) as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** What of a task was kept, each file checked against its row. */
async function keptFiles(id: string) {
  const kept = await Promise.all(
    (await filesOf(db, [id])).map(async (file) => {
      const bytes = await bytesOf(file.storage_key);
      expect({ sha256: file.sha256, sizeBytes: file.size_bytes }).toEqual({ sha256: sha256(bytes), sizeBytes: bytes.length });
      return [file.role, { bytes, file }] as const;
    }),
  );
  expect((await filesIn(`files/tasks/${id}`)).length).toBe(kept.length);
  return Object.fromEntries(kept);
}

describe("keeping a result", () => {
  it("copies the audio, its peaks, the words and the vendor's own result", async () => {
    const { id } = await sendTake({ steps: [{ state: "success" }], timings: "words" }, { text: "One two three", timestamps: true });
    await look(id);
    const { result_json: vendorResult } = await requireRow(id);
    await keep(id);

    expect(await requireRow(id)).toMatchObject({ state: "success", failure_json: null, result_json: null });
    const { audio, peaks, words, "vendor-result": result } = await keptFiles(id);
    const wav = toneWav("One two three");
    expect(audio?.bytes.equals(wav)).toBe(true);
    expect(audio?.file).toMatchObject({ content_type: "audio/wav", duration_ms: Math.round((wav.length - 44) / 32) });
    expect(JSON.parse(peaks?.bytes.toString() ?? "")).toMatchObject({ durationMs: audio?.file.duration_ms });
    const kept = JSON.parse(words?.bytes.toString() ?? "") as { words: { text: string; startMs: number }[] };
    expect(kept.words.map(({ text }) => text)).toEqual(["One", "two", "three"]);
    expect(JSON.parse(result?.bytes.toString() ?? "")).toEqual(JSON.parse(vendorResult ?? ""));
  });

  it("has no words when none were given", async () => {
    const id = await takeToKeep();
    await keep(id);
    expect(Object.keys(await keptFiles(id)).toSorted()).toEqual(["audio", "peaks", "vendor-result"]);
  });

  it("tells the type by the bytes, not by the link or its header", async () => {
    const made = spawnSync("ffmpeg", ["-v", "error", "-f", "wav", "-i", "pipe:0", "-f", "mp3", "pipe:1"], { input: toneWav("An MP3 file") });
    serveResult((_request, response) => void response.writeHead(200, { "content-type": "image/jpeg" }).end(made.stdout));
    const id = await takeToKeep(`${resultsOrigin}/speech.jpg`);
    await keep(id);
    const { audio } = await keptFiles(id);
    expect(audio?.file).toMatchObject({ content_type: "audio/mpeg", storage_key: expect.stringMatching(/\/audio-[0-9a-f]{16}\.mp3$/) as string });
    expect(audio?.bytes.equals(made.stdout)).toBe(true);
  });

  it("replaces what a try left that was cut off between the files and the commit", async () => {
    const id = await takeToKeep();
    await keepWithoutCommit(id);
    expect((await requireRow(id)).state).toBe("keeping");
    expect(await filesIn(`files/tasks/${id}`)).toHaveLength(3);
    await keep(id, 2);
    expect(Object.keys(await keptFiles(id))).toHaveLength(3);
    await keep(id, 3);
    expect(Object.keys(await keptFiles(id))).toHaveLength(3);
  });
});

describe("two tries at once", () => {
  it("keep one set of files", async () => {
    const id = await takeToKeep();
    expect(await Promise.all([keep(id), keep(id)])).toEqual([undefined, undefined]);
    expect(Object.keys(await keptFiles(id))).toHaveLength(3);
  });

  it("that got different bytes keep those that the row names, whoever writes last", async () => {
    const answers: ServerResponse[] = [];
    serveResult((_request, response) => void answers.push(response));
    const id = await takeToKeep(resultsOrigin);
    const tries = [keep(id), keep(id)];
    await vi.waitFor(() => expect(answers).toHaveLength(2), 10_000);
    answers[0]?.end(toneWav("What the first one got"));
    await vi.waitFor(async () => expect((await requireRow(id)).state).toBe("success"), 10_000);
    answers[1]?.end(toneWav("What the second one got, later"));
    await Promise.all(tries);
    const rows = await filesOf(db, [id]);
    for (const { storage_key: key, sha256: kept } of rows) expect(sha256(await bytesOf(key))).toBe(kept);
  });
});

describe("a disk that cannot be written", () => {
  it("ends nothing: the result is kept when it can be written again", async () => {
    const id = await takeToKeep();
    const folder = path.join(instance.dataDir, "files/tasks");
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, id), "in the way");
    await expect(keep(id)).rejects.toMatchObject({ code: expect.stringMatching(/^E/) as string });
    expect(await requireRow(id)).toMatchObject({ state: "keeping", failure_json: null });
    await rm(path.join(folder, id));
    await keep(id, 2);
    expect((await requireRow(id)).state).toBe("success");
    await keptFiles(id);
  });
});

describe("a link that gives nothing, or not what it should", () => {
  it("is asked for anew, and the copy succeeds at the next try", async () => {
    serveResult((_request, response) => void response.writeHead(404).end());
    const id = await takeToKeep(`${resultsOrigin}/expired`);
    expect(await keep(id)).toMatchObject({ againAt: expect.any(Number) as number });
    expect((await requireRow(id)).result_json).toContain(vendor.tasks[0]?.audioUrl);
    await keep(id, 2);
    expect((await requireRow(id)).state).toBe("success");
    await keptFiles(id);
  });

  const wav = toneWav("A speech that is cut short");
  it.each<[what: string, serve: RequestListener]>([
    ["says that it is not there", (_request, response) => void response.writeHead(404).end()],
    ["fails inside the vendor", (_request, response) => void response.writeHead(500).end("<html>")],
    ["is a page", (_request, response) => void response.writeHead(200, { "content-type": "audio/wav" }).end("<html>Expired</html>")],
    ["is a picture", (_request, response) => void response.writeHead(200, { "content-type": "audio/mpeg" }).end(Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"))],
    ["gives nothing", (_request, response) => void response.writeHead(200, { "content-type": "audio/wav" }).end()],
    ["breaks off before a byte", (_request, response) => void response.destroy()],
    ["breaks off in its middle", (_request, response) => void response.writeHead(200, { "content-type": "audio/wav" }).write(wav.subarray(0, wav.length / 2), () => response.destroy())],
    ["has fewer bytes than it said", (_request, response) => void response.writeHead(200, { "content-length": wav.length }).write(wav.subarray(0, wav.length / 2), () => response.socket?.end())],
    ["is an empty part", (_request, response) => void response.writeHead(206, { "content-length": 0 }).end()],
  ])("that %s costs nothing of what is known, and is kept when it is checked again and there", async (_what, serve) => {
    serveResult(serve);
    const { id } = await sendTake({ steps: [{ state: "success" }], credits: 3.25 });
    await look(id);
    await db.updateTable("task").set({ result_json: JSON.stringify({ resultUrls: [`${resultsOrigin}/speech`] }) }).where("id", "=", id).execute();
    await keep(id, 8);
    expect(await requireRow(id)).toMatchObject({ state: "fail", credits_consumed: 3.25 });
    expect(await failureOf(id)).toMatchObject({ verdict: "ours" });
    const { state, state_since: stateSince, failure_json } = await requireRow(id);
    const choices = choicesFor({ state, stateSince, hasVendorTask: true, failure: JSON.parse(failure_json ?? "") as TaskFailure }, Date.now());
    expect(choices).toMatchObject({ canCheckAgain: true, canRetry: true, mayChargeAgain: true });
    expect(await filesIn("files")).toEqual([]);
    await look(id);
    await keep(id);
    expect(await requireRow(id)).toMatchObject({ state: "success", credits_consumed: 3.25, failure_json: null });
    await keptFiles(id);
  });

  it("that gives its bytes one by one is kept whole", async () => {
    serveResult((_request, response) => {
      response.writeHead(200, { "content-type": "audio/wav" });
      const send = (at: number) => {
        if (at < wav.length) response.write(wav.subarray(at, at + 997), () => send(at + 997));
        else response.end();
      };
      send(0);
    });
    const id = await takeToKeep(resultsOrigin);
    await keep(id);
    expect((await keptFiles(id))["audio"]?.bytes.equals(wav)).toBe(true);
  });

  it("is asked for anew together with what it cost, where that was not known", async () => {
    serveResult((_request, response) => void response.writeHead(404).end());
    const id = await takeToKeep(`${resultsOrigin}/expired`);
    expect((await requireRow(id)).credits_consumed).toBeNull();
    await keep(id);
    expect((await requireRow(id)).credits_consumed).toBe(12.5);
  });

  it("is given up after some tries, by our verdict; checking again keeps it when it is there", async () => {
    const { id } = await sendTake({ steps: [{ state: "success" }], file: "404" });
    await look(id);
    let tries = 1;
    while ((await keep(id, tries)) !== undefined) tries += 1;
    expect(tries).toBe(8);
    expect(vendor.requests.filter(({ path }) => path.startsWith("/results/"))).toHaveLength(8);
    expect(await failureOf(id)).toMatchObject({ code: "result_gone", verdict: "ours" });

    const healthy = await sendTake({ steps: [{ state: "success" }] });
    await db.updateTable("task").set({ vendor_task_id: healthy.vendor_task_id }).where("id", "=", id).execute();
    await look(id);
    await keep(id);
    expect(await requireRow(id)).toMatchObject({ state: "success", failure_json: null });
    await keptFiles(id);
  });
});

describe("what is no speech", () => {
  it.each([
    ["a text", "not-audio", "not_audio"],
    ["a page", "html", "not_audio"],
    ["a body declared over the limit", "huge", "too_large"],
    ["a body that does not end", "endless", "too_large"],
  ] as const)("such as %s is not kept, and not tried again", async (_what, file, code) => {
    const { id } = await sendTake({ steps: [{ state: "success" }], file });
    await look(id);
    await keep(id);
    expect(await failureOf(id)).toMatchObject({ code, verdict: "ours" });
    expect(await filesIn("files")).toEqual([]);
  });

  it("such as an MP3 header with nothing behind it is not kept", async () => {
    serveResult((_request, response) => void response.end(Buffer.concat([Buffer.from("ID3\x04\0\0\0\0\0\0"), Buffer.from([0xff, 0xfb, 0x90, 0x00]), Buffer.alloc(50)])));
    const id = await takeToKeep(resultsOrigin);
    await keep(id);
    expect(await failureOf(id)).toMatchObject({ code: "not_audio" });
  });

  it("such as a list of files that is called an MP3 does not open what it names", async () => {
    const secret = path.join(instance.scratchDirectory, "secret.wav");
    await writeFile(secret, toneWav("Not for anybody's ears"));
    serveResult((_request, response) => void response.writeHead(200, { "content-type": "audio/mpeg" }).end("ffconcat version 1.0\nfile secret.wav\n"));
    const id = await takeToKeep(`${resultsOrigin}/speech.mp3`);
    await keep(id);
    await rm(secret);
    expect(await failureOf(id)).toMatchObject({ code: "not_audio" });
  });

  it("such as a link into a private network is not fetched", async () => {
    const id = await takeToKeep("http://127.0.0.1:9/speech.mp3");
    await keep(id, 8);
    expect(await failureOf(id)).toMatchObject({ code: "address_not_allowed", verdict: "ours" });
  });
});
