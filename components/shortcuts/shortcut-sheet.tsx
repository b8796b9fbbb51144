"use client";
import { clsx } from "clsx";
import { Fragment, type ReactNode, useSyncExternalStore } from "react";
import { pageShortcuts } from "@/components/shortcuts/page-shortcuts";
import { FOCUSED_KEYS, SHORTCUT_GROUPS, SHORTCUTS, type Shortcut, type ShortcutId } from "@/components/shortcuts/shortcut-list";
import { singleKeys } from "@/components/shortcuts/single-keys";
import { Dialog } from "@/components/ui/dialog";
import { Switch } from "@/components/ui/switch";

/** How keys are written that have no sign of their own. */
const NAMES: Readonly<Record<string, string>> = {
  " ": "Space",
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
  PageUp: "Page Up",
  PageDown: "Page Down",
  Escape: "Esc",
};

/** How they are read aloud, where that is not how they are written. */
const SPOKEN: Readonly<Record<string, string>> = { ArrowLeft: "Left", ArrowRight: "Right", ArrowUp: "Up", ArrowDown: "Down", ",": "Comma", ".": "Full stop", "/": "Slash", "?": "Question mark" };

/** The keys of the page that one is on, and whether single keys do something. */
export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const present = useSyncExternalStore(pageShortcuts.subscribe, pageShortcuts.getSnapshot);
  const on = useSyncExternalStore(singleKeys.subscribe, singleKeys.areOn);
  const control = /Mac OS|iPhone|iPad/u.test(navigator.userAgent) ? "⌘" : "Ctrl";
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose}>
      <div className="border-b border-line px-card py-4">
        <Switch
          label="Single-key shortcuts"
          hint={`When off, keys without ${control} work only in what has the focus.`}
          checked={on}
          onChange={singleKeys.switchTo}
        />
      </div>
      <div className="space-y-6 px-card py-5">
        {SHORTCUT_GROUPS.map(({ title, shortcuts }) => (
          <Keys key={title} title={title}>
            {shortcuts.filter((id) => present.includes(id)).map((id) => <Row key={id} {...rowOf(id, control)} alternatives off={!on && !hasControl(id)} />)}
          </Keys>
        ))}
        {FOCUSED_KEYS.filter(({ besides }) => present.includes(besides)).map(({ title, rows }) => (
          <Keys key={title} title={title}>
            {rows.map(({ keys, does }) => (
              <Row key={does} keys={keys} does={does} />
            ))}
          </Keys>
        ))}
      </div>
    </Dialog>
  );
}

function Keys({ title, children }: { title: string; children: readonly ReactNode[] }) {
  if (children.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3 className="text-label font-medium text-ink-soft">{title}</h3>
      <dl className="mt-1 divide-y divide-line">{children}</dl>
    </section>
  );
}

interface RowProps {
  keys: readonly string[];
  /** Held with each of the keys. */
  held?: string | undefined;
  does: string;
  /** Whether the keys do the same. */
  alternatives?: boolean;
  off?: boolean;
}

function Row({ keys, held, does, alternatives = false, off = false }: RowProps) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2 text-sm">
      <dt className={clsx("min-w-0 grow basis-24", off && "text-ink-soft line-through")}>{does}</dt>
      <dd className="ml-auto flex shrink-0 items-center gap-1 text-label text-ink-soft">
        {keys.map((key, place) => (
          <Fragment key={key}>
            {place > 0 && alternatives && <span className="px-0.5">or</span>}
            {held !== undefined && <Key name={held} />}
            <Key name={key} />
          </Fragment>
        ))}
      </dd>
    </div>
  );
}

function Key({ name }: { name: string }) {
  const written = NAMES[name] ?? (name.length === 1 ? name.toUpperCase() : name);
  const spoken = SPOKEN[name];
  return (
    <kbd className="min-w-7 rounded-md border border-line-strong bg-surface px-1.5 py-0.5 text-center font-sans text-label text-ink">
      {spoken === undefined ? (
        written
      ) : (
        <>
          <span aria-hidden>{written}</span>
          <span className="sr-only">{spoken}</span>
        </>
      )}
    </kbd>
  );
}

function hasControl(id: ShortcutId): boolean {
  const shortcut: Shortcut = SHORTCUTS[id];
  return shortcut.control === true;
}

function rowOf(id: ShortcutId, control: string): RowProps {
  const { keys, does } = SHORTCUTS[id];
  return { keys, does, held: hasControl(id) ? control : undefined };
}
