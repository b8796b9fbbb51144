import { firstWords } from "@/lib/speech/first-words";
import type { TaskView } from "@/lib/tasks/schema";

/** What a task is called where it is listed and on its own page; of a take's text it has at most `length` characters, else a line. */
export function titleOfTask(task: TaskView, length?: number): string {
  return task.kind === "speech" ? `${task.input.voice}: ${firstWords(task.input.text, length)}` : task.title;
}
