"use client";
import { Monitor, Moon, Sun } from "lucide-react";
import { useState } from "react";
import { useEarlyInput } from "@/components/ui/early-input";
import { postJson } from "@/lib/http/fetch-json";
import { barColors, parseTheme, type Theme, THEMES } from "@/lib/theme/theme";

const NAMES = { system: "As the system", light: "Light", dark: "Dark" } as const satisfies Record<Theme, string>;
const ICONS = { system: Monitor, light: Sun, dark: Moon } as const;

/** Light, dark, or as the system is: the browser's own list behind an icon of what is chosen. */
export function ThemeSelect({ initial }: { initial: Theme }) {
  const [theme, setTheme] = useState(initial);
  const choose = (value: string) => {
    const chosen = parseTheme(value) ?? "system";
    setTheme(chosen);
    show(chosen);
    // What the server did not keep holds on this page all the same; the page says that nobody answers.
    void postJson("/api/theme", chosen).catch(() => undefined);
  };
  const select = useEarlyInput<HTMLSelectElement>((early) => {
    if (early.value !== theme) choose(early.value);
  });
  const Icon = ICONS[theme];
  return (
    <label
      title={`Theme: ${NAMES[theme]}`}
      className="relative grid size-8 shrink-0 place-items-center rounded-lg text-ink-soft transition-colors hover:bg-surface-sunken hover:text-ink has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent pointer-coarse:size-11 noscript:hidden"
    >
      <Icon aria-hidden className="size-4" />
      <select
        ref={select}
        aria-label="Theme"
        value={theme}
        onChange={(event) => choose(event.currentTarget.value)}
        className="absolute inset-0 size-full appearance-none bg-surface text-ink opacity-0"
      >
        {THEMES.map((value) => (
          <option key={value} value={value}>
            {NAMES[value]}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Turns the page that is open, as the server would have sent it. */
function show(theme: Theme): void {
  document.documentElement.dataset["theme"] = theme;
  const { light, dark } = barColors(theme);
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) meta.content = meta.media.includes("dark") ? dark : light;
}
