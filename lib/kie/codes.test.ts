import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { failureFromCode, failureFromRecord, redactFailure } from "@/lib/kie/codes";

const CODES = [401, 402, 404, 408, 422, 429, 433, 455, 500, 501, 505];

describe("failures", () => {
  it("have a name and a sentence of their own for each code of the vendor", () => {
    const failures = CODES.map((code) => failureFromCode(code, null));
    expect(new Set(failures.map(({ code }) => code)).size).toBe(CODES.length);
    expect(new Set(failures.map(({ message }) => message)).size).toBe(CODES.length);
    for (const { message } of failures) expect(message).toMatch(/^[A-Z].*\.$/);
  });

  it("keep an unknown code and the vendor's words beside the sentence", () => {
    expect(failureFromCode(777, " odd ")).toMatchObject({ code: "vendor_unknown_code", vendorCode: 777, vendorMessage: "odd" });
    expect(failureFromCode(500, "  ").vendorMessage).toBeNull();
  });

  it("come from a record's failCode, whatever it holds", () => {
    expect(failureFromRecord("500", "Internal server error")).toMatchObject({ code: "vendor_error", vendorCode: 500, vendorMessage: "Internal server error" });
    expect(failureFromRecord("200", null)).toMatchObject({ code: "vendor_task_failed", vendorCode: 200 });
    expect(failureFromRecord(null, "bad voice")).toMatchObject({ code: "vendor_task_failed", vendorCode: null, vendorMessage: "bad voice" });
    expect(failureFromRecord("E_LIMIT", null)).toMatchObject({ code: "vendor_task_failed", vendorCode: null });
  });

  it("never show the key", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9a-f]{32}$/), fc.string(), fc.string(), (key, before, after) => {
        const failure = redactFailure(failureFromCode(401, `${before}${key}${after}${key}`), key);
        expect(JSON.stringify(failure)).not.toContain(key);
      }),
    );
  });
});
