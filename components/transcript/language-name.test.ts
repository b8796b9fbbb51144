import { expect, it } from "vitest";
import { languageName } from "@/components/transcript/language-name";

it.each([["eng", "English"], ["en", "English"], ["deu", "German"], ["yue", "Cantonese"], ["zxx", "No linguistic content"], ["not a code", "not a code"], ["", ""]])("calls %j %j", (code, name) => {
  expect(languageName(code)).toBe(name);
});
