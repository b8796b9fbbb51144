import { SHORTCUTS, type Shortcut, type ShortcutId } from "@/components/shortcuts/shortcut-list";

/** What of a `KeyboardEvent` decides on a shortcut. */
export type KeyPress = Pick<KeyboardEvent, "key" | "code" | "altKey" | "ctrlKey" | "metaKey" | "shiftKey">;

/** Of some shortcuts, the one that a key press is for; undefined for none. */
export function shortcutOf(press: KeyPress, among: Iterable<ShortcutId>): ShortcutId | undefined {
  const key = keyOf(press);
  const control = press.ctrlKey || press.metaKey;
  // What needs Shift on one keyboard does not on another: only with a letter, or a key that has no sign, it means something else.
  const shifted = press.shiftKey && (key.length > 1 || /[\p{L} ]/u.test(key));
  if (press.altKey || shifted) return undefined;
  return [...among].find((id) => {
    const shortcut: Shortcut = SHORTCUTS[id];
    return (shortcut.control ?? false) === control && shortcut.keys.includes(key);
  });
}

/** The key's own name, letters small; on a keyboard of another script, the letter that a Latin one has at its place. */
function keyOf({ key, code }: KeyPress): string {
  if (key.length > 1) return key;
  const [, latin] = /^Key([A-Z])$/.exec(code) ?? [];
  return (latin === undefined || /\p{ASCII}/u.test(key) ? key : latin).toLowerCase();
}
