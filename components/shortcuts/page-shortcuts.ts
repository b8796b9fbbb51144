import { shortcutOf } from "@/components/shortcuts/match-key";
import { SHORTCUTS, type Shortcut, type ShortcutId } from "@/components/shortcuts/shortcut-list";
import { singleKeys } from "@/components/shortcuts/single-keys";

/** What some shortcuts do on this page. */
export type ShortcutHandlers = Readonly<Partial<Record<ShortcutId, () => void>>>;

/** Where keys type. */
const TYPES = "input:not([type=radio], [type=checkbox], [type=range]), textarea, select, [contenteditable], [role=menu]";
/** Where arrows move something else. */
const TAKES_ARROWS = `${TYPES}, input, audio, video`;
/** Where Space presses or opens. */
const TAKES_SPACE = `${TAKES_ARROWS}, button, summary`;

/** What keys do on the present page: its parts say so while they are there. */
class PageShortcuts {
  #handlers: readonly ShortcutHandlers[] = [];
  #ids: readonly ShortcutId[] = [];
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** The shortcuts that the page has now. */
  readonly getSnapshot = (): readonly ShortcutId[] => this.#ids;

  /** Adds shortcuts to the page; the answer takes them away. Of two with the same key, the later one counts. */
  hold(handlers: ShortcutHandlers): () => void {
    this.#set([handlers, ...this.#handlers]);
    return () => this.#set(this.#handlers.filter((held) => held !== handlers));
  }

  /** Does what a key that was pressed somewhere on the page is for, unless it means something else there. */
  readonly press = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]") !== null) return;
    const id = shortcutOf(event, this.#ids);
    if (id === undefined) return;
    const shortcut: Shortcut = SHORTCUTS[id];
    if (shortcut.control !== true && (!singleKeys.areOn() || meansElse(event))) return;
    event.preventDefault();
    if (event.repeat && shortcut.repeats !== true) return;
    this.#handlers.find((handlers) => handlers[id] !== undefined)?.[id]?.();
  };

  #set(handlers: readonly ShortcutHandlers[]): void {
    this.#handlers = handlers;
    this.#ids = [...new Set(handlers.flatMap((held) => Object.keys(held) as ShortcutId[]))];
    for (const listener of this.#listeners) listener();
  }
}

export const pageShortcuts = new PageShortcuts();

function meansElse({ key, target }: KeyboardEvent): boolean {
  const takers = key === " " ? TAKES_SPACE : key.startsWith("Arrow") ? TAKES_ARROWS : TYPES;
  return target instanceof Element && target.closest(takers) !== null;
}
