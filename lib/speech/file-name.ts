import { firstGraphemes } from "@/lib/speech/graphemes";

const WORDS = 6;
const MAX_LENGTH = 80;

/** The name under which a take is saved: its voice and first words, in any script, safe on every file system. */
export function takeFileName({ voice, text, extension }: { voice: string; text: string; extension: string }): string {
  const firstWords = text.trim().split(/\s+/u).slice(0, WORDS).join(" ");
  const name = [safe(voice), safe(firstWords)].filter((part) => part !== "").join(" - ");
  return `${firstGraphemes(name, MAX_LENGTH).trim() || "speech"}.${extension}`;
}

function safe(text: string): string {
  return text
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}/\\:*?"<>|%]/gu, " ")
    .replace(/\s+/gu, " ")
    .replace(/^[\s.]+|[\s.,;!?…-]+$/gu, "");
}
