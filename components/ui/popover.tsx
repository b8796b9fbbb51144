"use client";
import { clsx } from "clsx";
import { type ReactNode, useEffect, useEffectEvent, useId, useRef, useState } from "react";
import { buttonStyle, type ButtonStyle } from "@/components/ui/button";

interface PopoverProps extends ButtonStyle {
  /** What is on the button. */
  label: ReactNode;
  /** The button's name where `label` shows none. */
  name?: string;
  /** What the panel is, and its name. A menu's entries have the role menuitem, and arrows walk them. */
  content: { readonly role: "menu" | "group"; readonly name: string };
  /** The edge of the button that the panel keeps to. */
  align: "start" | "end";
  /** The panel; a menu closes once an entry is chosen. */
  children: ReactNode;
}

/** A button that opens a panel below it; Escape, a press elsewhere, and leaving it with the keyboard close it. */
export function Popover({ label, name, content, align, children, ...style }: PopoverProps) {
  const id = useId();
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const isMenu = content.role === "menu";

  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === "Escape") close();
    else if (!isMenu || !walkMenu(entries(panel.current), event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  });

  const onChosen = useEffectEvent(close);

  useEffect(() => {
    if (!open) return;
    const listening = new AbortController();
    const { signal } = listening;
    const closeOutside = ({ target }: Event) => {
      if (target instanceof Node && root.current?.contains(target) === false) setOpen(false);
    };
    document.addEventListener("pointerdown", closeOutside, { signal });
    document.addEventListener("focusin", closeOutside, { signal });
    root.current?.addEventListener("keydown", onKeyDown, { signal });
    const keep = () => keepInWindow(panel.current);
    window.addEventListener("resize", keep, { signal });
    keep();
    if (isMenu) {
      entries(panel.current)[0]?.focus();
      panel.current?.addEventListener("click", onChosen, { signal });
    }
    return () => listening.abort();
  }, [open, isMenu]);

  return (
    <div ref={root} className="relative">
      <button
        ref={button}
        type="button"
        aria-label={name}
        title={name}
        aria-haspopup={isMenu ? "menu" : undefined}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
        className={buttonStyle(style)}
      >
        {label}
      </button>
      {open && (
        <div
          ref={panel}
          id={id}
          role={content.role}
          aria-label={content.name}
          className={clsx(
            "absolute top-full z-30 mt-1.5 w-max max-w-window rounded-xl border border-line bg-surface-raised p-1.5 text-left shadow-raised",
            align === "end" ? "right-0" : "left-0",
          )}
        >
          {children}
        </div>
      )}
    </div>
  );
}

/** The look of a menu's entry. */
export const MENU_ITEM = "flex w-full items-center gap-3 rounded-lg px-3 py-1.5 text-sm hover:bg-surface-sunken focus-visible:bg-surface-sunken pointer-coarse:py-3";

/** How much is left free at the sides of the window, in pixels. */
const MARGIN = 12;

/** Moves a panel that would be cut off at a side of the window to where all of it can be read. */
function keepInWindow(panel: HTMLElement | null): void {
  if (panel === null) return;
  panel.style.translate = "none";
  const { left, right } = panel.getBoundingClientRect();
  const over = Math.max(right - (document.documentElement.clientWidth - MARGIN), 0);
  panel.style.translate = `${Math.max(MARGIN - left, -over)}px`;
}

function entries(panel: HTMLElement | null): HTMLElement[] {
  return [...(panel?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
}

/** Moves the focus among a menu's entries; false for a key that does not. */
function walkMenu(items: readonly HTMLElement[], key: string): boolean {
  const at = items.findIndex((item) => item === document.activeElement);
  const targets: Partial<Record<string, number>> = { ArrowDown: at + 1, ArrowUp: at < 0 ? -1 : at - 1, Home: 0, End: -1 };
  const target = targets[key];
  if (target === undefined || items.length === 0) return false;
  items.at(target % items.length)?.focus();
  return true;
}
