import type { Config } from "tailwindcss";

const variable = (name: string) => `var(--color-${name})`;

/** The design tokens; their values for light and dark are in app/globals.css. */
export default {
  content: ["./app/**/*.{ts,tsx}", "./components/**/*.{ts,tsx}"],
  theme: {
    extend: {
      colors: {
        canvas: variable("canvas"),
        surface: variable("surface"),
        "surface-raised": variable("surface-raised"),
        "surface-sunken": variable("surface-sunken"),
        ink: variable("ink"),
        "ink-soft": variable("ink-soft"),
        line: variable("line"),
        "line-strong": variable("line-strong"),
        accent: variable("accent"),
        "accent-strong": variable("accent-strong"),
        "accent-soft": variable("accent-soft"),
        "accent-ink": variable("accent-ink"),
        danger: variable("danger"),
        "danger-soft": variable("danger-soft"),
        wave: variable("wave"),
        "wave-played": variable("wave-played"),
        cursor: variable("cursor"),
      },
      maxWidth: {
        page: "80rem",
        /** A line of text that the eye finds its way back from. */
        reading: "75ch",
        window: "calc(100vw - 1.5rem)",
      },
      maxHeight: {
        dialog: "calc(94dvh - 0.75rem)",
      },
      // Of the edge of a page and of a card: where letters are large and the window is small, the room is theirs.
      spacing: {
        gutter: "min(1rem, 5vw)",
        card: "min(1.25rem, 5vw)",
        "dialog-top": "6dvh",
      },
      width: {
        container: "100cqw",
      },
      // What stands beside what; the part that takes the rest may become narrower than its content.
      gridTemplateColumns: {
        "main-aside": "minmax(0, 1fr) min(22rem, 40%)",
        "fill-end": "minmax(0, 1fr) auto",
        "start-fill": "auto minmax(0, 1fr)",
        "start-fill-end": "auto minmax(0, 1fr) auto",
        terms: "10rem minmax(0, 1fr)",
        speakers: "11rem minmax(0, 1fr)",
        times: "4rem minmax(0, 1fr)",
      },
      gridTemplateRows: {
        "main-aside": "auto auto 1fr",
      },
      fontFamily: {
        sans: ["var(--font-geist-latin)", "'Geist Variable'", "'Geist Fallback'", "system-ui", "sans-serif"],
        // The reader's own: what few lines are set in it are not worth waiting for a font.
        mono: ["ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "monospace"],
      },
      fontSize: {
        caption: ["0.6875rem", { lineHeight: "1rem" }],
        label: ["0.8125rem", { lineHeight: "1.25rem" }],
        prose: ["1.125rem", { lineHeight: "1.75rem" }],
        title: ["1.75rem", { lineHeight: "2.25rem", letterSpacing: "-0.02em" }],
      },
      boxShadow: {
        raised: "0 1px 2px rgb(0 0 0 / 0.04), 0 4px 16px -4px rgb(0 0 0 / 0.06)",
      },
    },
  },
} satisfies Config;
