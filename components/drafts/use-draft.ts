"use client";
import { useCallback, useEffect, useState } from "react";
import { keepDraft, readDraft } from "@/components/drafts/drafts";

/**
 * A text field's state that outlives the page. What is typed before the kept text was read goes before it. `forget` empties what is
 * kept when it was sent or given up.
 */
export function useDraft(name: string, initial = ""): { text: string; setText: (text: string) => void; forget: () => void } {
  const [typed, setTyped] = useState<string | null>(null);
  const [kept, setKept] = useState("");
  useEffect(() => {
    let gone = false;
    void readDraft(name).then((draft) => {
      if (!gone) setKept(draft);
    });
    return () => {
      gone = true;
    };
  }, [name]);
  const setText = useCallback(
    (text: string) => {
      setTyped(text);
      void keepDraft(name, text);
    },
    [name],
  );
  const forget = useCallback(() => void keepDraft(name, ""), [name]);
  return { text: typed ?? (kept === "" ? initial : kept), setText, forget };
}
