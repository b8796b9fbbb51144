import { describeState } from "@/components/tasks/describe-state";
import type { TaskView } from "@/lib/tasks/schema";
import { isUnfinished } from "@/lib/tasks/states";

/** Tasks as they were shown, by id. */
export type KnownTasks = ReadonlyMap<string, TaskView>;

/** What is new of tasks since they were shown before: of each whose state is another, and of those that have just begun. */
export function newsOfTasks(before: KnownTasks, tasks: readonly TaskView[]): { readonly taskId: string; readonly sentence: string }[] {
  const newest = before.size === 0 ? Number.POSITIVE_INFINITY : Math.max(...[...before.values()].map(({ createdAt }) => createdAt));
  return tasks.flatMap((task) => {
    const known = before.get(task.id);
    // What is old and shown for the first time is no news; some are faster than the page.
    if (known === undefined && !isUnfinished(task.state) && task.createdAt <= newest) return [];
    return known !== undefined && stateOf(known) === stateOf(task) ? [] : [{ taskId: task.id, sentence: `${nameOf(task)}: ${stateOf(task)}` }];
  });
}

/** What a tab that nobody looks at says of tasks that have ended since they were shown before; null where none has. */
export function endOfTasks(before: KnownTasks, tasks: readonly TaskView[]): "Ready" | "Failed" | null {
  const ended = tasks.filter(({ id, state }) => (state === "success" || state === "fail") && isUnfinished(before.get(id)?.state ?? state));
  if (ended.length === 0) return null;
  return ended.every(({ state }) => state === "fail") ? "Failed" : "Ready";
}

/** How far the unfinished of these tasks are, in few words; null where none is unfinished. */
export function progressOfTasks(tasks: readonly TaskView[]): string | null {
  const [task, ...others] = tasks.filter(({ state }) => isUnfinished(state));
  if (task === undefined) return null;
  return others.length === 0 ? `${describeState(task).now}…` : `${others.length + 1} on their way…`;
}

function nameOf(task: TaskView): string {
  return task.kind === "speech" ? task.input.voice : task.title;
}

function stateOf(task: TaskView): string {
  return `${describeState(task).now}${task.state === "fail" && task.failure !== null ? `. ${task.failure.message}` : ""}`;
}
