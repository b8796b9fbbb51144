"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { byField, press, wasAnswered } from "@/components/connection/press";
import type { ShareFormProblems } from "@/components/shares/share-form-values";
import type { ActionResult } from "@/lib/http/action-result";
import { SHARES_KEY } from "@/lib/shares/queries";

/** Does something with a share, one thing at a time, and reads the shares again; says what is wrong by the form's fields. */
export function useShareAction() {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [problems, setProblems] = useState<ShareFormProblems>({});

  /** What the server did; null where it did nothing, or an earlier press still runs. */
  const run = async <Value,>(act: () => Promise<ActionResult<Value>>): Promise<{ value: Value } | null> => {
    if (busy) return null;
    setBusy(true);
    setProblems({});
    const result = await press(act, { unanswered: "The server did not answer. Nothing is lost: press again.", losesInput: true });
    setProblems(onKnownFields(byField(result)));
    if (wasAnswered(result)) await client.invalidateQueries({ queryKey: SHARES_KEY });
    setBusy(false);
    return result.ok ? { value: result.value } : null;
  };
  return { busy, problems, setProblems, run };
}

const FIELDS = ["title", "expiry", "password", "includes", "form"];

/** What belongs to no field of the form is said below it. */
function onKnownFields(problems: Readonly<Record<string, string>>): ShareFormProblems {
  return Object.fromEntries(Object.entries(problems).map(([field, message]) => [FIELDS.includes(field) ? field : "form", message]));
}
