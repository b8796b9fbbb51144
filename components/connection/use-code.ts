"use client";
import { useState } from "react";
import { loadCode } from "@/components/connection/load-code";

/** A part of the program that comes when it is first asked for: what of it is there, and why it could not be had. */
export function useCode<Code>(load: () => Promise<Code>): { code: Code | null; ask: () => Promise<boolean>; note: string } {
  const [code, setCode] = useState<{ readonly loaded: Code } | null>(null);
  const [note, setNote] = useState("");
  const ask = async () => {
    setNote("");
    const loaded = await loadCode(load, () => setNote("The server did not answer. Nothing is lost: press again."));
    if (loaded !== null) setCode({ loaded });
    return loaded !== null;
  };
  return { code: code?.loaded ?? null, ask, note };
}
