import type { SpeechTaskView } from "@/lib/tasks/schema";

/** Takes that are shown together: those of one comparison, in the order in which they were ticked, else one alone. */
export interface TakeGroup {
  readonly id: string;
  readonly takes: readonly SpeechTaskView[];
}

/** Groups takes that are sorted newest first, and keeps that order of the groups. */
export function groupTakes(takes: readonly SpeechTaskView[]): TakeGroup[] {
  const groups = new Map<string, SpeechTaskView[]>();
  for (const take of takes) {
    const id = take.comparisonId ?? take.id;
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [take]);
    else group.unshift(take);
  }
  return [...groups].map(([id, members]) => ({ id, takes: members }));
}
