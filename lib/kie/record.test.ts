import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FixtureName, readFixture } from "@/lib/kie/fixtures-for-tests";
import { parseRecord, type VendorRecord } from "@/lib/kie/record";

function recordOf(data: object, code = 200): VendorRecord {
  const parsed = parseRecord(JSON.stringify({ code, msg: "m", data }));
  if (parsed.kind !== "record") throw new Error(`Expected a record, got ${parsed.kind}`);
  return parsed;
}

/** The example's `param` and `resultJson`, read without the code under test. */
function documented(name: FixtureName): { param: { input: object }; result: object | null } {
  const { data } = JSON.parse(readFixture(name)) as { data: { param: string; resultJson?: string } };
  const result = data.resultJson === undefined ? null : (JSON.parse(data.resultJson) as object);
  return { param: JSON.parse(data.param) as { input: object }, result };
}

describe("parseRecord", () => {
  it.each([
    ["speech", "elevenlabs/text-to-speech-multilingual-v2"],
    ["transcription", "elevenlabs/speech-to-text"],
  ] as const)("reads the %s document's successful callback", (kind, model) => {
    const { param, result } = documented(`${kind}-callback-success`);
    expect(parseRecord(readFixture(`${kind}-callback-success`))).toEqual({
      kind: "record",
      vendorTaskId: "e989621f54392584b05867f87b160672",
      model,
      state: "success",
      rawState: "success",
      param: { callbackUrl: "https://your-domain.com/api/callback", model, input: param.input },
      failCode: null,
      failMessage: null,
      createdAtMs: 1755599634000,
      completedAtMs: 1755599644000,
      creditsConsumed: 100,
      progress: null,
      result: { kind: "present", value: result },
    });
  });

  it.each([
    ["speech", "elevenlabs/text-to-speech-multilingual-v2"],
    ["transcription", "elevenlabs/speech-to-text"],
  ] as const)("reads the %s document's failed callback: its code is 501, its state decides", (kind, model) => {
    expect(parseRecord(readFixture(`${kind}-callback-failure`))).toEqual({
      kind: "record",
      vendorTaskId: "bd3a37c523149e4adf45a3ddb5faf1a8",
      model,
      state: "fail",
      rawState: "fail",
      param: { callbackUrl: "https://your-domain.com/api/callback", model, input: documented(`${kind}-callback-failure`).param.input },
      failCode: "500",
      failMessage: "Internal server error",
      createdAtMs: 1755596341000,
      completedAtMs: 1755597081000,
      creditsConsumed: 0,
      progress: null,
      result: { kind: "absent" },
    });
  });

  it("accepts nulls and empty strings", () => {
    expect(recordOf({ taskId: "t", state: "waiting", failCode: "", failMsg: null, costTime: null, completeTime: null, createTime: "1755599634000", param: "", resultJson: "" })).toMatchObject({
      failCode: null,
      failMessage: null,
      completedAtMs: null,
      createdAtMs: 1755599634000,
      param: null,
      result: { kind: "absent" },
    });
  });

  it("accepts either spelling of the id and of the credits, whole or fractional", () => {
    expect(recordOf({ task_id: "a", state: "success", creditsConsumed: 0.75 })).toMatchObject({ vendorTaskId: "a", creditsConsumed: 0.75 });
    expect(recordOf({ taskId: "b", state: "success", consumeCredits: 0 })).toMatchObject({ vendorTaskId: "b", creditsConsumed: 0 });
    expect(recordOf({ taskId: "c", state: "success", consumeCredits: null, creditsConsumed: "1.5" })).toMatchObject({ creditsConsumed: 1.5 });
  });

  it("gives whole milliseconds, credits of 0 or more and a progress from 0 to 100, and null for what is none", () => {
    const withData = (data: object) => recordOf({ taskId: "t", state: "generating", ...data });
    expect([1.4, 1.5, 0, 0.4, -1, 1e300, "soon"].map((createTime) => withData({ createTime }).createdAtMs)).toEqual([1, 2, null, null, null, null, null]);
    expect([0, 0.5, -0.5, "many"].map((consumeCredits) => withData({ consumeCredits }).creditsConsumed)).toEqual([0, 0.5, null, null]);
    expect([-1, 0, 40.5, 100, 101, "half"].map((progress) => withData({ progress }).progress)).toEqual([0, 0, 40.5, 100, 100, null]);
  });

  it("takes what was asked for as a string or an object, and its input too", () => {
    const input = { text: "Hello" };
    for (const param of [{ callBackUrl: "https://example.com/", model: "m", input }, { callBackUrl: "https://example.com/", model: "m", input: JSON.stringify(input) }]) {
      for (const given of [param, JSON.stringify(param)]) expect(recordOf({ taskId: "t", param: given }).param).toEqual({ callbackUrl: "https://example.com/", model: "m", input });
    }
    expect(recordOf({ taskId: "t", param: {} }).param).toEqual({ callbackUrl: null, model: null, input: null });
  });

  it("takes an unknown state for unknown, whatever the code", () => {
    expect(recordOf({ taskId: "t", state: "archiving" })).toMatchObject({ state: "unknown", rawState: "archiving" });
    expect(recordOf({ taskId: "t", state: "generating", progress: 40 }, 500)).toMatchObject({ state: "generating", progress: 40 });
    expect(recordOf({ taskId: "t" })).toMatchObject({ state: "unknown", rawState: null });
  });

  it("takes resultJson as a string or an object, and says when it is broken", () => {
    const value = { resultUrls: ["https://example.com/a.mp3"] };
    const resultOf = (resultJson: unknown, state = "success") => recordOf({ taskId: "t", state, resultJson }).result;
    expect(resultOf(JSON.stringify(value))).toEqual({ kind: "present", value });
    expect(resultOf(value)).toEqual({ kind: "present", value });
    for (const broken of ['{"resultUrls":[', "null", "[]", 7]) expect(resultOf(broken)).toEqual({ kind: "broken" });
    for (const absent of ["", null, undefined]) expect(resultOf(absent)).toEqual({ kind: "absent" });
  });

  it("ignores a result under any state but success", () => {
    for (const state of ["waiting", "queuing", "generating", "fail", "other"]) {
      expect(recordOf({ taskId: "t", state, resultJson: '{"resultUrls":["https://example.com/a.mp3"]}' }).result).toEqual({ kind: "absent" });
    }
  });

  it("says absent, with the code and the words, where there is no record", () => {
    expect(parseRecord('{"code":422,"msg":"recordInfo is null","data":null}')).toEqual({ kind: "absent", code: 422, message: "recordInfo is null" });
    expect(parseRecord('{"code":404,"message":"not found"}')).toEqual({ kind: "absent", code: 404, message: "not found" });
    expect(parseRecord('{"code":401,"data":{}}')).toEqual({ kind: "absent", code: 401, message: null });
  });

  it("says unreadable for what is no JSON object", () => {
    for (const body of ["", "<html>502</html>", "null", "[]", "7", '{"code":200,']) expect(parseRecord(body)).toEqual({ kind: "unreadable" });
  });

  it("never throws, and gives whole milliseconds or null", () => {
    const fields = ["taskId", "task_id", "model", "state", "param", "resultJson", "failCode", "failMsg", "createTime", "completeTime", "consumeCredits", "creditsConsumed", "progress"] as const;
    const data = fc.dictionary(fc.constantFrom(...fields), fc.oneof(fc.jsonValue(), fc.json(), fc.constantFrom("success", "fail")));
    const body = fc.oneof(fc.string(), fc.json(), fc.record({ code: fc.jsonValue(), msg: fc.jsonValue(), data: fc.oneof(data, fc.jsonValue()) }).map((value) => JSON.stringify(value)));
    fc.assert(
      fc.property(body, (text) => {
        const parsed = parseRecord(text);
        if (parsed.kind !== "record") return;
        for (const time of [parsed.createdAtMs, parsed.completedAtMs]) expect(time === null || Number.isSafeInteger(time)).toBe(true);
      }),
    );
  });
});
