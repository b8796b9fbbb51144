"use client";

import { useEffect, useState } from "react";
import { copyText } from "@/components/ui/copy-text";

/** How long it says what became of the text. */
const NOTE_MS = 4000;

/** A field that holds the text: where the browser does not allow copying, it is selected for the keyboard. */
interface TextField {
  /** What it holds: "The link". */
  readonly what: string;
  readonly select: () => void;
}

interface CopyNote {
  readonly note: string;
  /** Whether the note says that it was copied. */
  readonly copied: boolean;
  readonly copy: (text: string, done: string, field?: TextField) => void;
}

/** Copies texts, and says for a moment what became of it: `done`, or what to do where the browser does not allow it. */
export function useCopyNote(): CopyNote {
  const [{ note, copied }, setState] = useState({ note: "", copied: false });
  useEffect(() => {
    if (note === "") return;
    const timer = setTimeout(() => setState({ note: "", copied: false }), NOTE_MS);
    return () => clearTimeout(timer);
  }, [note]);
  const copy = async (text: string, done: string, field?: TextField) => {
    const isCopied = await copyText(text);
    setState({ note: isCopied ? done : `The browser did not allow copying. ${field === undefined ? "Select the text and" : `${field.what} is selected:`} copy it with the keyboard.`, copied: isCopied });
    if (!isCopied) field?.select();
  };
  return { note, copied, copy: (...parameters) => void copy(...parameters) };
}
