import type { TaskView } from "@/lib/tasks/schema";

/** The page that lists what was made of the same kind. */
export function listOf({ kind }: Pick<TaskView, "kind">): "/" | "/transcribe" {
  return kind === "speech" ? "/" : "/transcribe";
}
