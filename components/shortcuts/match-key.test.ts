import { describe, expect, it } from "vitest";
import { type KeyPress, shortcutOf } from "@/components/shortcuts/match-key";
import { SHORTCUT_GROUPS, SHORTCUTS, type ShortcutId } from "@/components/shortcuts/shortcut-list";

const ALL = Object.keys(SHORTCUTS) as ShortcutId[];
const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({ key, code: "", altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, ...held });

describe("a key press", () => {
  it("is for the shortcut that has its key", () => {
    expect(shortcutOf(press(" "), ALL)).toBe("play");
    expect(shortcutOf(press("k"), ALL)).toBe("play");
    expect(shortcutOf(press("ArrowLeft"), ALL)).toBe("back");
    expect(shortcutOf(press("x"), ALL)).toBeUndefined();
  });

  it("is for nothing where the page has no such shortcut", () => {
    expect(shortcutOf(press("k"), ["help"])).toBeUndefined();
  });

  it("is for nothing with a modifier, unless the shortcut has it", () => {
    for (const modifier of ["altKey", "ctrlKey", "metaKey", "shiftKey"] as const) {
      for (const key of ["k", "K", " ", "ArrowLeft"]) expect(shortcutOf(press(key, { [modifier]: true }), ALL)).toBeUndefined();
    }
    expect(shortcutOf(press("Enter"), ALL)).toBeUndefined();
    expect(shortcutOf(press("Enter", { ctrlKey: true }), ["transcribe"])).toBe("transcribe");
    expect(shortcutOf(press("Enter", { metaKey: true }), ["generate"])).toBe("generate");
    expect(shortcutOf(press("Enter", { ctrlKey: true, shiftKey: true }), ["generate"])).toBeUndefined();
  });

  it("may need Shift for a sign, depending on the keyboard", () => {
    expect(shortcutOf(press("?", { shiftKey: true }), ALL)).toBe("help");
    expect(shortcutOf(press("?"), ALL)).toBe("help");
    expect(shortcutOf(press("/", { shiftKey: true }), ALL)).toBe("search");
  });

  it("is a letter with caps lock, and by its place on a keyboard of another script", () => {
    expect(shortcutOf(press("K", { code: "KeyK" }), ALL)).toBe("play");
    expect(shortcutOf(press("л", { code: "KeyK" }), ALL)).toBe("play");
    expect(shortcutOf(press("k", { code: "KeyV" }), ALL)).toBe("play");
  });
});

describe("the list of shortcuts", () => {
  it("tells people of each exactly once", () => {
    expect(SHORTCUT_GROUPS.flatMap(({ shortcuts }) => shortcuts).toSorted()).toEqual(ALL.toSorted());
  });
});
