import { unstable_isUnrecognizedActionError } from "next/navigation";
import { pageUpdate } from "@/components/connection/page-update";
import { ensureSession } from "@/components/connection/session";
import type { ActionResult } from "@/lib/http/action-result";
import { connection } from "@/lib/http/connection";
import { SESSION_ENDED } from "@/lib/http/session-ended";

const NO_ANSWER = "no_answer";
const PAGE_OUTDATED = "page_outdated";
const UPDATED = "Soundcheck was updated. Nothing was sent and nothing is lost: reload the page, then press again.";

/** What a press says when the server did not answer, and whether a reload would lose what it was pressed with. */
export interface PressOptions {
  readonly unanswered: string;
  readonly losesInput?: boolean;
}

/** Calls a server action for a press. Never rejects: a missing answer, a page of an old build and a session that has ended are problems like others. */
export async function press<Value>(act: () => Promise<ActionResult<Value>>, { unanswered, losesInput = false }: PressOptions): Promise<ActionResult<Value>> {
  try {
    await ensureSession();
    const result = await act();
    connection.reached();
    return result;
  } catch (error) {
    if (unstable_isUnrecognizedActionError(error)) {
      connection.reached();
      pageUpdate.recover({ losesInput });
      return { ok: false, problems: [{ code: PAGE_OUTDATED, message: UPDATED }] };
    }
    if (error instanceof Error && error.message === SESSION_ENDED.message) {
      connection.refused();
      return { ok: false, problems: [SESSION_ENDED] };
    }
    connection.missed();
    return { ok: false, problems: [{ code: NO_ANSWER, message: unanswered }] };
  }
}

/** Whether the server said anything to what was pressed: only then the next press is another one. */
export function wasAnswered(result: ActionResult<unknown>): boolean {
  return result.ok || result.problems.every(({ code }) => ![NO_ANSWER, PAGE_OUTDATED, SESSION_ENDED.code].includes(code));
}

/** Whether the press has the id of an earlier one that arrived although its answer was lost, and asks for something else. */
export function isUsedRun(result: ActionResult<unknown>): boolean {
  return !result.ok && result.problems.some(({ code }) => code === "run_id_reused");
}

/** What is wrong, as sentences by field of the form; `form` is what belongs to no field. Empty after a success. */
export function byField(result: ActionResult<unknown>): Record<string, string> {
  return result.ok ? {} : Object.fromEntries(result.problems.map(({ field, message }) => [field ?? "form", message]));
}

/** Such sentences without those of some fields, that somebody has changed since. */
export function withoutFields(problems: Readonly<Record<string, string>>, fields: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(problems).filter(([field]) => !fields.includes(field)));
}
