import { describe, expect, it } from "vitest";
import { shareChangeSchema, shareIdSchema, shareOrderSchema } from "@/lib/shares/request-schema";

const order = {
  runId: "12345678",
  taskId: "t1",
  title: "Interview",
  expiry: "never",
  password: null,
  includes: { audio: true, transcript: true, settings: false },
  allowDownloads: true,
  passage: null,
};
const problems = (change: object) => (shareOrderSchema.safeParse({ ...order, ...change }).error?.issues ?? []).map(({ path, message }) => [path.join("."), message]);
const titleOf = (title: string) => shareOrderSchema.parse({ ...order, title }).title;

describe("shareOrderSchema", () => {
  it("takes what the dialog posts, all of it and nothing else", () => {
    expect(shareOrderSchema.parse(order)).toEqual(order);
    for (const name of Object.keys(order)) expect(problems({ [name]: undefined })).toMatchObject([[name, expect.any(String)]]);
    expect(problems({ more: 1 })).toHaveLength(1);
  });

  it("puts a title on one line, well-formed, trimmed, and reading in one direction", () => {
    expect(titleOf("  An \r\n\u0000 hour\u2028\u2029with Anna\t")).toBe("An hour with Anna");
    expect(titleOf("\u202etxt\u202c.exe \u2066x\u2069")).toBe("txt.exe x");
    expect(titleOf("\ud800x")).toBe("\ufffdx");
    expect(titleOf("شعر\u200f — Émile")).toBe("شعر\u200f — Émile");
  });

  it("wants a title, of 200 characters at most", () => {
    for (const title of ["", " \n ", "\u202e"]) expect(problems({ title })).toEqual([["title", "Give it a title."]]);
    expect(titleOf(`${"x".repeat(200)}\n`)).toHaveLength(200);
    expect(problems({ title: "x".repeat(201) })).toEqual([["title", "The title has 201 characters. Shorten it by 1: the limit is 200."]]);
  });

  it("ends never, after a day, a week or a month, or at a moment that a date can name", () => {
    for (const expiry of ["never", "1d", "7d", "30d", 0, 1_800_000_000_000, 8.64e15]) expect(problems({ expiry })).toEqual([]);
    for (const expiry of ["2d", "", -1, 1.5, 8.64e15 + 2, Number.NaN, null]) expect(problems({ expiry })).toEqual([["expiry", "Choose when the link ends."]]);
  });

  it("takes a password of 1 to 200 characters as it is, or none", () => {
    expect(shareOrderSchema.parse({ ...order, password: " p " }).password).toBe(" p ");
    expect(problems({ password: "x".repeat(200) })).toEqual([]);
    expect(problems({ password: "" })).toEqual([["password", "Enter a password, or share without one."]]);
    expect(problems({ password: "x".repeat(201) })).toEqual([["password", "The password has 201 characters. Shorten it by 1: the limit is 200."]]);
  });

  it("shares the audio, the transcript, or both", () => {
    const includes = (audio: boolean, transcript: boolean) => problems({ includes: { audio, transcript, settings: true } });
    expect([includes(true, true), includes(true, false), includes(false, true)]).toEqual([[], [], []]);
    expect(includes(false, false)).toEqual([["includes", "Share the audio, the transcript, or both."]]);
    expect(problems({ includes: { audio: true, transcript: true } })).toHaveLength(1);
    expect(problems({ includes: { ...order.includes, more: 1 } })).toHaveLength(1);
  });

  it("takes a passage of 50 ms or more", () => {
    const passage = (startMs: number, endMs: number) => problems({ passage: { startMs, endMs } });
    expect([passage(0, 50), passage(1000, 1050), passage(0, Number.MAX_SAFE_INTEGER)]).toEqual([[], [], []]);
    for (const [startMs, endMs] of [[0, 49], [1000, 1049], [1000, 0]] as const) expect(passage(startMs, endMs)).toEqual([["passage", "Select a longer passage."]]);
    for (const [startMs, endMs] of [[-1, 100], [0.5, 100], [0, 100.5], [0, 2 ** 53]] as const) expect(passage(startMs, endMs)).not.toEqual([]);
    expect(problems({ passage: { startMs: 0, endMs: 100, more: 1 } })).toHaveLength(1);
    expect(problems({ passage: { startMs: 0 } })).toHaveLength(1);
  });
});

describe("shareChangeSchema", () => {
  it("leaves out what stays, and takes the same as a new share", () => {
    expect(shareChangeSchema.parse({ shareId: "s1" })).toEqual({ shareId: "s1" });
    const { title, expiry, password, includes, allowDownloads } = order;
    const change = { shareId: "s1", title, expiry, password, includes, allowDownloads };
    expect(shareChangeSchema.parse(change)).toEqual(change);
    for (const wrong of [{ title: "" }, { expiry: "2d" }, { password: "" }, { includes: {} }, { allowDownloads: 1 }, { passage: null }]) {
      expect(shareChangeSchema.safeParse({ shareId: "s1", ...wrong }).success).toBe(false);
    }
  });

  it("names a share by 40 letters, digits, - and _ at most", () => {
    for (const shareId of ["a", "A_-9".repeat(10)]) expect(shareIdSchema.parse({ shareId })).toEqual({ shareId });
    for (const shareId of ["", "x".repeat(41), "../x", " x", "x\n"]) expect(shareIdSchema.safeParse({ shareId }).error?.issues).toMatchObject([{ message: "There is no such share." }]);
    expect(shareIdSchema.safeParse({ shareId: "a", more: 1 }).success).toBe(false);
  });
});
