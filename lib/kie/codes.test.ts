import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { failureFrom, failureFromCode, failureFromRecord, redact, redactFailure } from "@/lib/kie/codes";

const CODES = [401, 402, 404, 408, 422, 429, 433, 455, 500, 501, 505];
const CIRCUMSTANCES = [
  "vendor_unknown_code",
  "vendor_gateway_error",
  "vendor_answer_unreadable",
  "vendor_answer_too_large",
  "vendor_timeout",
  "vendor_unreachable",
  "vendor_connection_lost",
  "vendor_address_not_allowed",
  "vendor_request_cancelled",
  "vendor_task_unknown",
  "vendor_task_failed",
] as const;

describe("failures", () => {
  it("have a name and a sentence of their own for each code of the vendor", () => {
    const failures = CODES.map((code) => failureFromCode(code, null));
    expect(new Set(failures.map(({ code }) => code)).size).toBe(CODES.length);
    expect(new Set(failures.map(({ message }) => message)).size).toBe(CODES.length);
    for (const { message } of failures) expect(message).toMatch(/^[A-Z].*\.$/);
  });

  it("have the vendor's names where they have been stored under them", () => {
    expect(CODES.map((code) => failureFromCode(code, null).code)).toEqual([
      "vendor_key_rejected", "vendor_credits_exhausted", "vendor_not_found", "vendor_silent", "vendor_rejected_input", "vendor_rate_limited",
      "vendor_key_limit", "vendor_maintenance", "vendor_error", "vendor_generation_failed", "vendor_feature_disabled",
    ]);
  });

  it("have a sentence of their own for each circumstance without a code", () => {
    const failures = CIRCUMSTANCES.map((code) => failureFrom(code));
    expect(failures.map(({ code, vendorCode, vendorMessage }) => [code, vendorCode, vendorMessage])).toEqual(CIRCUMSTANCES.map((code) => [code, null, null]));
    expect(new Set(failures.map(({ message }) => message)).size).toBe(CIRCUMSTANCES.length);
    for (const { message } of failures) expect(message).toMatch(/^[A-Z].*\.$/);
    expect(failureFrom("vendor_timeout", ` ${"x".repeat(501)}`).vendorMessage).toBe("x".repeat(500));
  });

  it("keep an unknown code and the vendor's words beside the sentence", () => {
    expect(failureFromCode(777, " odd ")).toMatchObject({ code: "vendor_unknown_code", vendorCode: 777, vendorMessage: "odd" });
    expect(failureFromCode(500, "  ").vendorMessage).toBeNull();
  });

  it("come from a record's failCode, whatever it holds", () => {
    expect(failureFromRecord("500", "Internal server error")).toMatchObject({ code: "vendor_error", vendorCode: 500, vendorMessage: "Internal server error" });
    expect(failureFromRecord("200", null)).toMatchObject({ code: "vendor_task_failed", vendorCode: 200 });
    expect(failureFromRecord(null, "bad voice")).toMatchObject({ code: "vendor_task_failed", vendorCode: null, vendorMessage: "bad voice" });
    for (const odd of ["x500", "500x", " 500", "1234567", ""]) expect(failureFromRecord(odd, null)).toMatchObject({ code: "vendor_task_failed", vendorCode: null });
    expect(failureFromRecord("123456", "odd")).toMatchObject({ code: "vendor_task_failed", vendorCode: 123_456, vendorMessage: "odd" });
    expect(failureFromRecord("E_LIMIT", null)).toMatchObject({ code: "vendor_task_failed", vendorCode: null });
  });

  it("lose nothing where no key is set, or no words are", () => {
    expect([redact("as it came", ""), redact(null, "key"), redact("a key, a key", "key")]).toEqual(["as it came", null, "a [redacted], a [redacted]"]);
  });

  it("never show the key, and lose nothing else", () => {
    const failure = failureFromCode(422, "no voice x");
    expect(redactFailure(failure, "key")).toEqual(failure);
    expect(redactFailure(failure, "voice")).toEqual({ ...failure, vendorMessage: "no [redacted] x" });
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9a-f]{32}$/), fc.string(), fc.string(), (key, before, after) => {
        const failure = redactFailure(failureFromCode(401, `${before}${key}${after}${key}`), key);
        expect(JSON.stringify(failure)).not.toContain(key);
      }),
    );
  });
});
