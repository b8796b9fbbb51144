import { expect, test } from "vitest";
import { barColors, DARK_COLORS, LIGHT_COLORS, parseTheme } from "./theme";

test("a theme is one of three words, and nothing else is one", () => {
  expect(["system", "light", "dark"].map(parseTheme)).toEqual(["system", "light", "dark"]);
  expect([undefined, null, "", "Dark", "constructor", 0, ["dark"]].map(parseTheme)).toEqual(Array.from({ length: 7 }, () => undefined));
});

test("the browser's bars go by the system until a theme is chosen", () => {
  expect(barColors("system")).toEqual({ light: LIGHT_COLORS.canvas, dark: DARK_COLORS.canvas });
  expect(barColors("light")).toEqual({ light: LIGHT_COLORS.canvas, dark: LIGHT_COLORS.canvas });
  expect(barColors("dark")).toEqual({ light: DARK_COLORS.canvas, dark: DARK_COLORS.canvas });
});
