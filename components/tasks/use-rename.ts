"use client";
import { useQueryClient } from "@tanstack/react-query";
import { press } from "@/components/connection/press";
import type { ActionResult } from "@/lib/http/action-result";
import { taskQuery } from "@/lib/tasks/queries";
import type { TranscriptionTaskDetails } from "@/lib/tasks/schema";

type Names = Partial<Pick<TranscriptionTaskDetails, "title" | "speakerNames">>;

/** Shows other names of a transcript at once, and those of before where they are not kept. Answers with what went wrong, null when they are. */
export function useRename(task: TranscriptionTaskDetails): (names: Names, keep: () => Promise<ActionResult<null>>) => Promise<string | null> {
  const client = useQueryClient();
  return async (names, keep) => {
    const { queryKey } = taskQuery(task.id);
    const show = (shown: Names) => client.setQueryData(queryKey, (present) => (present?.kind === "transcription" ? { ...present, ...shown } : present));
    await client.cancelQueries({ queryKey });
    show(names);
    const result = await press(keep, { unanswered: "The server did not answer. What you typed stays here: press Enter again.", losesInput: true });
    if (result.ok) return null;
    show({ title: task.title, speakerNames: task.speakerNames });
    return result.problems[0]?.message ?? "The name was not kept. Try again.";
  };
}
