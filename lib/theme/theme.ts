/** How a reader has the pages: by their system's setting, or always light or dark. */
export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** The theme that a cookie or a request names; undefined for anything else. */
export function parseTheme(value: unknown): Theme | undefined {
  return THEMES.find((theme) => theme === value);
}

/** The colours of the tokens `canvas`, `ink`, `ink-soft` and `accent`, for what is drawn without style sheets. */
export const LIGHT_COLORS = { canvas: "#f5f8f8", ink: "#16201f", inkSoft: "#51605f", accent: "#00706f" } as const;
export const DARK_COLORS = { canvas: "#0e1214" } as const;

/** The colour of the browser's own bars, by what the system is set to. */
export function barColors(theme: Theme): { readonly light: string; readonly dark: string } {
  return {
    light: theme === "dark" ? DARK_COLORS.canvas : LIGHT_COLORS.canvas,
    dark: theme === "light" ? LIGHT_COLORS.canvas : DARK_COLORS.canvas,
  };
}
