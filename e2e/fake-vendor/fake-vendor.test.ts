import { Readable } from "node:stream";
import { describe, expect, it, vi } from "vitest";
import { toTranscriptionRequest } from "@/lib/kie/requests";
import { parseSpeechResult, parseTranscriptResult } from "@/lib/kie/result";
import { toneWav } from "./audio";
import type { Behaviour, Fault } from "./behaviour";
import { create, finish, linkOf, recordOf, speech, start } from "./test-client";

const CODES = [401, 402, 404, 408, 422, 429, 433, 455, 500, 501, 505];

describe("the fake vendor", () => {
  it("succeeds with a real sound, longer for a longer text", async () => {
    const { vendor, client } = await start();
    const sounds: Buffer[] = [];
    for (const text of ["Short.", "A text that is a good deal longer than the other one."]) {
      const response = await fetch(await linkOf(client, await create(client, text)));
      expect(response.headers.get("content-type")).toBe("audio/wav");
      sounds.push(Buffer.from(await response.arrayBuffer()));
    }
    const [short, long] = sounds;
    expect(short?.subarray(0, 4).toString()).toBe("RIFF");
    expect(short?.readUInt32LE(40)).toBe((short?.length ?? 0) - 44);
    expect(long?.length ?? 0).toBeGreaterThan((short?.length ?? 0) * 2);
    expect(JSON.parse(vendor.requests[0]?.body ?? "")).toEqual(speech("Short."));
    expect(vendor.requests[0]?.headers.authorization).toBe(`Bearer ${vendor.apiKey}`);
  });

  it("gives timings when asked, in each shape, that the app understands alike", async () => {
    const { vendor, client } = await start();
    const found = [];
    for (const timings of ["words", "alignment"] as const) {
      vendor.behave({ next: [{ timings }] });
      const { result } = await finish(client, await create(client, "One two three", null, true));
      found.push(result.kind === "present" ? parseSpeechResult(result.value)?.words : null);
    }
    expect(found[0]?.map(({ text }) => text)).toEqual(["One", "two", "three"]);
    expect(found[1]).toEqual(found[0]);
  });

  it("transcribes, takes uploads, and counts credits", async () => {
    const { vendor, client } = await start({ credits: 7.5 });
    const bytes = Buffer.from("not really audio");
    const uploaded = await client.uploadFile({ stream: Readable.from([bytes]), fileName: "ä b.mp3", uploadPath: "a/b", contentType: "audio/mpeg", sizeBytes: bytes.length });
    const audioUrl = uploaded.outcome === "uploaded" ? uploaded.fileUrl : "";
    expect(await (await fetch(audioUrl)).text()).toBe("not really audio");
    vendor.behave({ next: [{ fetchAudio: true }, { fetchAudio: true }] });
    const created = await client.createTask(toTranscriptionRequest({ audioUrl, tagAudioEvents: true, diarize: true }, null));
    const { result } = await finish(client, created.outcome === "accepted" ? created.vendorTaskId : "");
    expect(result.kind === "present" ? parseTranscriptResult(result.value)?.resultObject["language_code"] : null).toBe("eng");
    const missing = await client.createTask(toTranscriptionRequest({ audioUrl: `${vendor.origin}/files/none`, tagAudioEvents: true, diarize: true }, null));
    const missingId = missing.outcome === "accepted" ? missing.vendorTaskId : "";
    await vi.waitFor(async () => expect(await recordOf(client, missingId)).toMatchObject({ state: "fail", failCode: "422" }));
    expect(await client.credit()).toEqual({ outcome: "credit", credits: 7.5 });
  });

  it("refuses what the documents refuse", async () => {
    const { vendor } = await start();
    const { model, input } = speech();
    const ask = async (body: unknown) => {
      const response = await fetch(`${vendor.origin}/api/v1/jobs/createTask`, { method: "POST", headers: { authorization: `Bearer ${vendor.apiKey}` }, body: JSON.stringify(body) });
      return (await response.json()) as { code: number; message: string };
    };
    expect((await ask({ model, input })).code).toBe(200);
    const wrong = [{ text: "" }, { text: "x".repeat(5001) }, { stability: 1.01 }, { stability: 0.123 }, { stability: "0.5" }, { speed: 0.69 }, { timestamps: "no" }, { language_code: "en" }, { extra: 1 }];
    for (const change of wrong) expect(await ask({ model, input: { ...input, ...change } })).toMatchObject({ code: 422, message: expect.stringContaining("input.") as string });
    for (const body of [null, {}, { model: "other", input }, { model, input, callBackUrl: "no" }, { model }, { model: "elevenlabs/speech-to-text", input: { audio_url: "file:///x" } }]) {
      expect((await ask(body)).code).toBe(422);
    }
    const unknown = await fetch(`${vendor.origin}/api/v1/chat/credit`, { headers: { authorization: "Bearer other" } });
    expect(await unknown.json()).toMatchObject({ code: 401 });
  });

  it("fails a createTask in every way, and makes a task all the same when told to", async () => {
    const { vendor, client } = await start();
    const outcomeOf = async (fault: Fault, signal?: AbortSignal) => {
      vendor.behave({ next: [{ create: fault }] });
      return (await client.createTask(speech(), signal)).outcome;
    };
    for (const code of CODES) expect(await outcomeOf({ kind: "code", code })).toBe(code === 429 ? "busy" : "refused");
    expect(await outcomeOf({ kind: "http-429", retryAfterSeconds: 3 })).toBe("busy");
    for (const kind of ["html-502", "broken-json", "no-task-id", "reset-before-reading", "reset-after-reading"] as const) expect([kind, await outcomeOf({ kind })]).toEqual([kind, "unconfirmed"]);
    expect(await outcomeOf({ kind: "hang" }, AbortSignal.timeout(500))).toBe("unconfirmed");
    expect(vendor.tasks).toHaveLength(0);
    expect(await outcomeOf({ kind: "slow", delayMs: 20 })).toBe("accepted");
    vendor.behave({ next: [{ create: { kind: "html-502" }, taskCreated: true }] });
    expect((await client.createTask(speech())).outcome).toBe("unconfirmed");
    expect(vendor.tasks).toHaveLength(2);
    expect((await client.createTask(speech())).outcome).toBe("accepted");
  });

  it("walks through the states that it is told to, back and forth", async () => {
    const { vendor, client } = await start();
    const states = ["waiting", "queuing", "strange", "success", "generating"];
    vendor.behave({ next: [{ unknownAnswers: { count: 1, code: 422 }, steps: [...states.map((state) => ({ state, forQueries: 1 })), { state: "fail" }], failCode: "422", failMessage: "bad voice" }] });
    const taskId = await create(client);
    expect((await client.queryTask(taskId)).outcome).toBe("absent");
    for (const state of states) expect((await recordOf(client, taskId)).rawState).toBe(state);
    expect(await recordOf(client, taskId)).toMatchObject({ state: "fail", failCode: "422", failMessage: "bad voice", creditsConsumed: 0 });
    vendor.behave({ nextQueries: [{ kind: "html-502" }, { kind: "code", code: 500 }] });
    expect((await client.queryTask(taskId)).outcome).toBe("unreachable");
    expect((await client.queryTask(taskId)).outcome).toBe("unreachable");
    expect((await client.queryTask("none")).outcome).toBe("absent");
  });

  it("gives outputs of every kind", async () => {
    const { vendor, client } = await start();
    const kinds = { string: "present", object: "present", none: "absent", broken: "broken" } as const;
    for (const [output, kind] of Object.entries(kinds)) {
      vendor.behave({ next: [{ output: output as keyof typeof kinds }] });
      expect((await finish(client, await create(client))).result.kind).toBe(kind);
    }
    vendor.behave({ next: [{ output: "early", steps: [{ state: "waiting" }] }] });
    const raw = await fetch(`${vendor.origin}/api/v1/jobs/recordInfo?taskId=${await create(client)}`, { headers: { authorization: `Bearer ${vendor.apiKey}` } });
    expect(await raw.json()).toMatchObject({ code: 200, data: { state: "waiting", resultJson: expect.stringContaining("resultUrls") as string } });
  });

  it("serves result files of every kind", async () => {
    const { vendor, client } = await start();
    const fileOf = async (file: NonNullable<Behaviour["file"]>) => {
      vendor.behave({ next: [{ file }] });
      return linkOf(client, await create(client));
    };
    const once = await fileOf("404-once");
    expect([(await fetch(once)).status, (await fetch(once)).status]).toEqual([404, 200]);
    expect((await fetch(await fileOf("404"))).status).toBe(404);
    expect((await fetch(await fileOf("html"))).headers.get("content-type")).toBe("text/html");
    expect(await (await fetch(await fileOf("not-audio"))).text()).toContain("no audio");
    const readSome = async (url: string, atLeast: number) => {
      const response = await fetch(url);
      let received = 0;
      for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
        received += chunk.length;
        if (received >= atLeast) break;
      }
      return { received, declared: response.headers.get("content-length") };
    };
    expect(await readSome(await fileOf("endless"), 5_000_000)).toMatchObject({ declared: null });
    expect(await readSome(await fileOf("huge"), 5_000_000)).toMatchObject({ declared: String(1024 ** 3) });
    const stalled = await fetch(await fileOf("stall"), { signal: AbortSignal.timeout(500) });
    await expect(stalled.arrayBuffer()).rejects.toThrow();
  });

  it("gives right answers slowly, and under a wrong type", async () => {
    const { vendor, client } = await start();
    const taskId = await create(client);
    vendor.behave({ nextQueries: [{ kind: "slow-bytes", overMs: 20 }, { kind: "wrong-type" }, { kind: "hang", forMs: 1 }] });
    expect((await client.queryTask(taskId)).outcome).toBe("record");
    const plain = await fetch(`${vendor.origin}/api/v1/jobs/recordInfo?taskId=${taskId}`, { headers: { authorization: `Bearer ${vendor.apiKey}` } });
    expect([plain.headers.get("content-type"), ((await plain.json()) as { code: number }).code]).toEqual(["text/html; charset=utf-8", 200]);
    expect((await client.queryTask(taskId)).outcome).toBe("unreachable");
    const wav = toneWav("One two three");
    const fileOf = async (behaviour: Behaviour) => {
      vendor.behave({ next: [behaviour] });
      return linkOf(client, await create(client));
    };
    const slow = await fetch(await fileOf({ file: "slow-bytes", stallMs: 20 }));
    expect(Buffer.from(await slow.arrayBuffer())).toEqual(wav);
    expect((await fetch(await fileOf({ file: "wrong-type" }))).headers.get("content-type")).toBe("image/jpeg");
    for (const file of ["cut-short-once", "stall-once"] as const) {
      const link = await fileOf({ file, stallMs: 1 });
      await expect(fetch(link).then((response) => response.arrayBuffer())).rejects.toThrow();
      expect(Buffer.from(await (await fetch(link)).arrayBuffer())).toEqual(wav);
    }
  });

  it("is read and told what to do over HTTP", async () => {
    const { vendor, client } = await start();
    const tell = async (script: unknown) => (await fetch(`${vendor.origin}/__control/behaviour`, { method: "POST", body: JSON.stringify(script) })).status;
    expect(await tell({ next: [{ whenIncludes: "special", create: { kind: "code", code: 402 } }], default: { credits: 3 } })).toBe(200);
    expect((await finish(client, await create(client, "ordinary"))).creditsConsumed).toBe(3);
    expect((await client.createTask(speech("something special"))).outcome).toBe("refused");
    expect(await tell({ next: [{ create: { kind: "no such thing" } }] })).toBe(400);
    const seen = async () => ((await (await fetch(`${vendor.origin}/__control/requests`)).json()) as { requests: { path: string }[] }).requests;
    expect((await seen()).filter(({ path }) => path.endsWith("createTask"))).toHaveLength(2);
    expect(await tell({ reset: true })).toBe(200);
    expect(await seen()).toEqual([]);
  });
});
