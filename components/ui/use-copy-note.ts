"use client";

import { useEffect, useState } from "react";
import { copyText } from "@/components/ui/copy-text";

/** How long it says that something was copied. */
const NOTE_MS = 4000;

/** Copies texts, and says for a moment what became of it: `done`, or what to do where the browser does not allow it. */
export function useCopyNote(): { note: string; copy: (text: string, done: string) => void } {
  const [note, setNote] = useState("");
  useEffect(() => {
    if (note === "") return;
    const timer = setTimeout(() => setNote(""), NOTE_MS);
    return () => clearTimeout(timer);
  }, [note]);
  const copy = async (text: string, done: string) =>
    setNote((await copyText(text)) ? done : "The browser did not allow copying. Select the text and copy it with the keyboard.");
  return { note, copy: (text, done) => void copy(text, done) };
}
