import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Answer, judgeCreateTask, judgeCredit, judgeQueryTask, judgeUpload } from "@/lib/kie/answers";
import { failureFrom } from "@/lib/kie/codes";
import { readFixture } from "@/lib/kie/fixtures-for-tests";
import { parseRetryAfter } from "@/lib/kie/retry-after";

function answer(body: unknown, status = 200, retryAfterMs: number | null = null): Answer {
  return { status, bodyText: typeof body === "string" ? body : JSON.stringify(body), retryAfterMs };
}

const CODES = [401, 402, 404, 408, 422, 429, 433, 455, 500, 501, 505];
const HTML = "<html><body>502 Bad Gateway</body></html>";

describe("judgeCreateTask", () => {
  it("accepts the document's example", () => {
    expect(judgeCreateTask(answer(readFixture("created")))).toEqual({ outcome: "accepted", vendorTaskId: "task_12345678" });
  });

  it("accepts either spelling of the id, judging by the code before the status", () => {
    for (const data of [{ taskId: "a" }, { task_id: "a" }]) expect(judgeCreateTask(answer({ code: 200, data }, 502))).toEqual({ outcome: "accepted", vendorTaskId: "a" });
    expect(judgeCreateTask(answer({ code: "200", data: { taskId: 12 } }))).toEqual({ outcome: "accepted", vendorTaskId: "12" });
    expect(judgeCreateTask(answer({ data: { taskId: "a" } }))).toEqual({ outcome: "accepted", vendorTaskId: "a" });
  });

  it.each(CODES.flatMap((code) => [200, code].map((status) => [code, status] as const)))("takes code %i under HTTP %i for what it says", (code, status) => {
    for (const data of [null, { taskId: "a" }]) {
      const judged = judgeCreateTask(answer({ code, msg: "the vendor's words", data }, status));
      expect(judged).toMatchObject({ outcome: code === 429 ? "busy" : "refused", failure: { vendorCode: code, vendorMessage: "the vendor's words" } });
    }
  });

  it("takes unknown codes for refusals, and codes of gateways for nothing", () => {
    for (const code of [0, 201, 400, 403, 499, 599]) expect(judgeCreateTask(answer({ code, msg: "m" }))).toMatchObject({ outcome: "refused", failure: { code: "vendor_unknown_code", vendorCode: code } });
    for (const code of [502, 503, 504, 524]) expect(judgeCreateTask(answer({ code, msg: "m" }))).toMatchObject({ outcome: "unconfirmed", failure: { code: "vendor_gateway_error", vendorCode: code } });
  });

  it("takes 429 in each manner for busy, with the time to wait", () => {
    for (const body of [{ code: 429, msg: "m" }, HTML, "", { detail: "slow down" }]) {
      expect(judgeCreateTask(answer(body, 429, 3000))).toMatchObject({ outcome: "busy", retryAfterMs: 3000, failure: { code: "vendor_rate_limited" } });
    }
    expect(judgeCreateTask(answer({ code: 429, msg: "m" }, 200))).not.toHaveProperty("retryAfterMs");
  });

  it.each([
    ["a gateway's page", HTML, 502],
    ["a page under 200", HTML, 200],
    ["a page under 403", HTML, 403],
    ["nothing", "", 200],
    ["half an answer", '{"code":200,"data":{"taskId":"a', 200],
    ["no object", "[]", 200],
    ["a success without an id", { code: 200, data: {} }, 200],
    ["a success with an empty id", { code: 200, data: { taskId: " " } }, 200],
    ["a success without data", { code: 200, msg: "success" }, 200],
    ["JSON without a code under 500", { error: "x" }, 500],
    ["JSON without a code under 408", { error: "x" }, 408],
    ["JSON without a code under 302", { error: "x" }, 302],
  ])("leaves %s unconfirmed", (_name, body, status) => {
    expect(judgeCreateTask(answer(body, status)).outcome).toBe("unconfirmed");
  });

  it("takes JSON without a code by its status", () => {
    expect(judgeCreateTask(answer({ error: "x" }, 401))).toMatchObject({ outcome: "refused", failure: { code: "vendor_key_rejected" } });
  });

  it("accepts nothing but a success with an id", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.record({ code: fc.jsonValue(), data: fc.jsonValue() }).map((value) => JSON.stringify(value))), fc.integer({ min: 100, max: 599 }), (body, status) => {
        const judged = judgeCreateTask(answer(body, status));
        if (judged.outcome !== "accepted") return;
        expect(JSON.parse(body)).toHaveProperty("data");
        expect(judged.vendorTaskId).not.toBe("");
      }),
    );
  });
});

describe("judgeCreateTask at the edges of what codes and statuses mean", () => {
  const outcomeOf = (body: object | string, status: number) => judgeCreateTask(answer(body, status)).outcome;

  it.each([
    [501, "refused"], [502, "unconfirmed"], [503, "unconfirmed"], [504, "unconfirmed"], [505, "refused"],
    [519, "refused"], [520, "unconfirmed"], [530, "unconfirmed"], [531, "refused"], [408, "refused"], [399, "refused"], [429, "busy"],
  ])("the code %i is %s", (code, outcome) => {
    expect(outcomeOf({ code, msg: "m" }, 200)).toBe(outcome);
  });

  it.each([
    [199, "unconfirmed"], [200, "accepted"], [299, "accepted"], [300, "unconfirmed"], [399, "unconfirmed"], [400, "refused"],
    [408, "unconfirmed"], [409, "refused"], [429, "busy"], [499, "refused"], [500, "unconfirmed"], [501, "unconfirmed"], [599, "unconfirmed"],
  ])("the status %i without a code is %s", (status, outcome) => {
    expect(outcomeOf({ data: { taskId: "t" } }, status)).toBe(outcome);
  });

  it("a page is a gateway's, by its status or its looks, and keeps no code of it; what else cannot be read is said to be so", () => {
    const failureOf = (body: string, status: number) => judgeCreateTask(answer(body, status));
    expect(failureOf("oops", 299)).toMatchObject({ failure: { code: "vendor_answer_unreadable" } });
    expect(failureOf("oops", 300)).toMatchObject({ failure: { code: "vendor_gateway_error" } });
    expect(failureOf(" \n<html>", 200)).toMatchObject({ failure: { code: "vendor_gateway_error" } });
    expect(failureOf("a < b", 200)).toMatchObject({ failure: { code: "vendor_answer_unreadable" } });
    expect(judgeCreateTask(answer({ code: 502, msg: "m" }))).toEqual({ outcome: "unconfirmed", failure: { ...failureFrom("vendor_gateway_error", "m"), vendorCode: 502 } });
    expect(judgeCreateTask(answer({ msg: "m" }, 503))).toEqual({ outcome: "unconfirmed", failure: { ...failureFrom("vendor_gateway_error", "m"), vendorCode: null } });
    expect(judgeCreateTask(answer({ code: 200, msg: "m", data: {} }))).toEqual({ outcome: "unconfirmed", failure: failureFrom("vendor_answer_unreadable", "m") });
  });
});

describe("judgeQueryTask", () => {
  const id = "e989621f54392584b05867f87b160672";

  it("gives the documents' records, the failed one under 501", () => {
    expect(judgeQueryTask(answer(readFixture("speech-callback-success")), id)).toMatchObject({ outcome: "record", record: { state: "success" } });
    expect(judgeQueryTask(answer(readFixture("speech-callback-failure"), 501), "bd3a37c523149e4adf45a3ddb5faf1a8")).toMatchObject({ outcome: "record", record: { state: "fail" } });
  });

  it("says why there is none, with the vendor's code and words, and believes a record without an id", () => {
    expect(judgeQueryTask(answer({ code: 422, msg: "recordInfo is null", data: null }), id)).toEqual({ outcome: "absent", failure: { ...failureFrom("vendor_task_unknown", "recordInfo is null"), vendorCode: 422 } });
    expect(judgeQueryTask(answer({ code: 401, msg: "m" }), id)).toMatchObject({ failure: { code: "vendor_key_rejected", vendorCode: 401 } });
    expect(judgeQueryTask(answer({ detail: "m" }, 503), id)).toMatchObject({ outcome: "unreachable", failure: { vendorCode: 503 } });
    expect(judgeQueryTask(answer({ code: 200, data: { state: "waiting" } }), id)).toMatchObject({ outcome: "record" });
    expect(judgeQueryTask(answer(readFixture("speech-callback-success")), "other")).toEqual({ outcome: "unreachable", failure: failureFrom("vendor_answer_unreadable") });
  });

  it("does not believe another task's record", () => {
    expect(judgeQueryTask(answer(readFixture("speech-callback-success")), "other").outcome).toBe("unreachable");
  });

  it.each([
    [{ code: 422, msg: "recordInfo is null", data: null }, 200, "absent"],
    [{ code: 404, msg: "m", data: null }, 200, "absent"],
    [{ detail: "Not Found" }, 404, "absent"],
    [{ code: 200, msg: "success", data: null }, 200, "absent"],
    [{ code: 401, msg: "m", data: null }, 200, "refused"],
    [{ code: 402, msg: "m" }, 200, "refused"],
    [{ code: 403, msg: "m" }, 200, "refused"],
    [{ code: 499, msg: "m" }, 200, "absent"],
    [{ code: 506, msg: "m" }, 200, "unreachable"],
    [{ code: 433, msg: "m" }, 200, "refused"],
    [{ code: 505, msg: "m" }, 200, "refused"],
    [{ code: 429, msg: "m" }, 200, "unreachable"],
    [{ code: 455, msg: "m" }, 200, "unreachable"],
    [{ code: 408, msg: "m" }, 200, "unreachable"],
    [{ code: 500, msg: "m" }, 200, "unreachable"],
    [HTML, 502, "unreachable"],
    [HTML, 404, "unreachable"],
    ["", 429, "unreachable"],
  ])("takes %j under HTTP %i for %s", (body, status, outcome) => {
    expect(judgeQueryTask(answer(body, status), id).outcome).toBe(outcome);
  });
});

describe("judgeUpload and judgeCredit", () => {
  it("read the link in either name", () => {
    const url = "https://example.com/f.mp3";
    expect(judgeUpload(answer({ success: true, code: 200, msg: "ok", data: { downloadUrl: url, fileUrl: "https://example.com/old" } }))).toEqual({ outcome: "uploaded", fileUrl: url });
    expect(judgeUpload(answer({ success: true, code: 200, data: { fileUrl: url } }))).toEqual({ outcome: "uploaded", fileUrl: url });
  });

  it("take a link that is one, of an answer that is a success", () => {
    const url = "https://example.com/f.mp3";
    expect(judgeUpload(answer({ code: 200, data: { downloadUrl: "no link", fileUrl: url } }))).toEqual({ outcome: "uploaded", fileUrl: url });
    expect(judgeUpload(answer({ data: { fileUrl: url } }, 201))).toEqual({ outcome: "uploaded", fileUrl: url });
    expect(judgeUpload(answer({ code: 500, msg: "m", data: { fileUrl: url } }))).toMatchObject({ outcome: "unreachable", failure: { code: "vendor_error", vendorMessage: "m" } });
    for (const data of [url, [url], null, { downloadUrl: "" }]) expect(judgeUpload(answer({ code: 200, msg: "m", data }))).toEqual({ outcome: "unreachable", failure: failureFrom("vendor_answer_unreadable", "m") });
    expect(judgeCredit(answer({ code: 500, data: 7 })).outcome).toBe("unreachable");
    expect(judgeCredit(answer({ code: 200, msg: "m", data: "many" }))).toEqual({ outcome: "unreachable", failure: failureFrom("vendor_answer_unreadable", "m") });
    expect(judgeUpload(answer({ error: "x" }, 403))).toMatchObject({ outcome: "refused", failure: { vendorCode: 403 } });
  });

  it("read the credits, fractional or none", () => {
    expect(judgeCredit(answer({ code: 200, msg: "success", data: 12.5 }))).toEqual({ outcome: "credit", credits: 12.5 });
    expect(judgeCredit(answer({ code: 200, data: 0 }))).toEqual({ outcome: "credit", credits: 0 });
  });

  it("tell refusals from what may be tried again", () => {
    for (const judge of [judgeUpload, judgeCredit]) {
      expect(judge(answer({ code: 401, msg: "m" }))).toMatchObject({ outcome: "refused", failure: { code: "vendor_key_rejected", vendorMessage: "m" } });
      expect(judge(answer({ code: 505, msg: "m" }))).toMatchObject({ outcome: "refused", failure: { code: "vendor_feature_disabled" } });
      for (const [body, status] of [[{ code: 500, msg: "m" }, 200], [{ code: 429 }, 200], [HTML, 502], [{ code: 200, data: {} }, 200], [{ error: "x" }, 503]] as const) {
        expect(judge(answer(body, status)).outcome).toBe("unreachable");
      }
    }
  });
});

describe("parseRetryAfter", () => {
  it("reads seconds and dates", () => {
    const nowMs = Date.parse("2025-08-19T10:00:00Z");
    expect(parseRetryAfter("10", nowMs)).toBe(10_000);
    expect(parseRetryAfter("Tue, 19 Aug 2025 10:00:05 GMT", nowMs)).toBe(5000);
    expect(parseRetryAfter("Tue, 19 Aug 2025 09:00:00 GMT", nowMs)).toBe(0);
    expect(parseRetryAfter("soon", nowMs)).toBeNull();
    expect(parseRetryAfter(undefined, nowMs)).toBeNull();
  });
});
