import type { Problem } from "@/lib/http/app-error";

/** What a server action answers: its value, or what is wrong, each with the field that it belongs to. */
export type ActionResult<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problems: readonly Problem[] };
