import { firstWords } from "@/components/tasks/first-words";
import type { TaskView } from "@/lib/tasks/schema";

/** What a task is called where it is listed and on its own page. */
export function titleOfTask(task: TaskView): string {
  return task.kind === "speech" ? `${task.input.voice}: ${firstWords(task.input.text)}` : task.recording.name;
}
