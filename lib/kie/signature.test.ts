import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { signNotice, verifyNotice } from "@/lib/kie/signature";

const key = "webhook-key";
const timestamp = "1755599644";
const nowMs = 1755599644_000;
const signature = createHmac("sha256", key).update("task_1.1755599644").digest("base64");
const notice = { timestamp, signature, taskIds: ["task_1"], key, nowMs };

describe("webhook signatures", () => {
  it("are base64(HMAC-SHA256(taskId.timestamp))", () => {
    expect(signNotice({ taskId: "task_1", timestamp, key })).toBe(signature);
    expect(verifyNotice(notice)).toBe(true);
  });

  it("fit either spelling of the id", () => {
    expect(verifyNotice({ ...notice, taskIds: ["other", "task_1"] })).toBe(true);
    expect(verifyNotice({ ...notice, taskIds: ["other"] })).toBe(false);
    expect(verifyNotice({ ...notice, taskIds: [] })).toBe(false);
  });

  it("are accepted within an hour, either way", () => {
    const hour = 3_600_000;
    for (const skew of [-hour, 0, hour]) expect(verifyNotice({ ...notice, nowMs: nowMs + skew })).toBe(true);
    for (const skew of [-hour - 1, hour + 1]) expect(verifyNotice({ ...notice, nowMs: nowMs + skew })).toBe(false);
  });

  it.each([
    ["no stamp", { timestamp: null }],
    ["no signature", { signature: null }],
    ["an empty signature", { signature: "" }],
    ["another key", { key: "other" }],
    ["another stamp", { timestamp: "1755599645" }],
    ["hex instead of base64", { signature: Buffer.from(signature, "base64").toString("hex") }],
  ])("are refused with %s", (_name, change) => {
    expect(verifyNotice({ ...notice, ...change })).toBe(false);
  });

  it.each(["1755599644x", "x1755599644", " 1755599644", "1755599644 ", "1755599644.0", "0x68a45bdc", "0001755599644", ""])("are refused with the stamp %j, although it was signed", (stamp) => {
    expect(verifyNotice({ ...notice, timestamp: stamp, signature: signNotice({ taskId: "task_1", timestamp: stamp, key }) })).toBe(false);
  });

  it("are refused where there is no key, although they were signed with none", () => {
    expect(verifyNotice({ ...notice, key: "", signature: signNotice({ taskId: "task_1", timestamp, key: "" }) })).toBe(false);
  });

  it("are refused when anything is different", () => {
    fc.assert(fc.property(fc.string(), (other) => verifyNotice({ ...notice, signature: other }) === (other === signature)));
    fc.assert(fc.property(fc.string(), fc.string(), (id, other) => verifyNotice({ ...notice, taskIds: [id], signature: signNotice({ taskId: id, timestamp, key: `${key}${other}` }) }) === (other === "")));
  });
});
