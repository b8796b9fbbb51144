import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changeOf, choicesOf, dayOf, endOfDay, NEW_SHARE, problemsOf, valuesOfShare } from "@/components/shares/share-form-values";
import type { ShareView } from "@/lib/shares/schema";

const SHARE: ShareView = {
  id: "a",
  url: "/s/b",
  taskId: "c",
  kind: "speech",
  title: "Morning",
  state: "open",
  createdAt: 0,
  frozenAt: 0,
  expiresAt: new Date("2030-05-06T07:08:09").getTime(),
  hasPassword: true,
  includes: { audio: true, transcript: false, settings: true },
  allowDownloads: true,
  passage: null,
  views: 0,
  lastOpenedAt: null,
  outdated: false,
};

describe("days", () => {
  it("end with the last millisecond of the same day", () => {
    fc.assert(
      fc.property(fc.date({ min: new Date("1971-01-02"), max: new Date("9998-12-30"), noInvalidDate: true }), (date) => {
        const day = dayOf(date.getTime());
        const end = endOfDay(day) ?? Number.NaN;
        expect(end).toBeGreaterThanOrEqual(date.getTime());
        expect(dayOf(end)).toBe(day);
        expect(dayOf(end + 1)).not.toBe(day);
      }),
    );
  });

  it.each(["", "2030-02-31x", "tomorrow", "2030-13-01"])("are not %j", (day) => {
    expect(endOfDay(day)).toBeNull();
  });
});

describe("changeOf", () => {
  it("leaves expiry and password alone where nobody touched them", () => {
    expect(changeOf(SHARE, valuesOfShare(SHARE))).toEqual({ shareId: "a", title: "Morning", includes: SHARE.includes, allowDownloads: true });
  });

  it("takes the password away, sets another, and moves the end", () => {
    const values = valuesOfShare(SHARE);
    expect(changeOf(SHARE, { ...values, asksPassword: false })).toMatchObject({ password: null });
    expect(changeOf(SHARE, { ...values, password: "tide" })).toMatchObject({ password: "tide" });
    expect(changeOf(SHARE, { ...values, expiry: "never", lastDay: "" })).toMatchObject({ expiry: "never" });
    expect(changeOf(SHARE, { ...values, lastDay: "2031-01-01" })).toMatchObject({ expiry: new Date("2031-01-01T23:59:59.999").getTime() });
  });
});

describe("problemsOf", () => {
  it("asks for what is missing", () => {
    const empty = { ...NEW_SHARE, title: " ", expiry: "date", asksPassword: true, includes: { audio: false, transcript: false, settings: true } } as const;
    expect(Object.keys(problemsOf(empty, false))).toEqual(["title", "expiry", "password", "includes"]);
    expect(problemsOf({ ...NEW_SHARE, title: "Morning" }, false)).toEqual({});
    expect(problemsOf({ ...NEW_SHARE, title: "Morning", asksPassword: true }, true)).toEqual({});
  });

  it("finds nothing in what a share has, which is sent as it is", () => {
    expect(problemsOf(valuesOfShare(SHARE), true)).toEqual({});
    expect(choicesOf({ ...NEW_SHARE, title: " Morning " })).toEqual({ title: "Morning", expiry: "never", password: null, includes: NEW_SHARE.includes, allowDownloads: false });
  });
});
