"use client";
import { useEffect, useRef, useState } from "react";
import { announcer } from "@/components/announcements/announcer";
import { pageTitle } from "@/components/layout/page-title";
import { endOfTasks, type KnownTasks, newsOfTasks, progressOfTasks } from "@/components/tasks/task-news";
import { unfinishedOf, useTaskUpdates } from "@/components/tasks/use-task-updates";
import type { TaskView } from "@/lib/tasks/schema";

/**
 * Follows the tasks that a page shows to their end: reads them again when they change, announces their states, and has the page's title
 * say how far they are, and in a tab that nobody looks at that they have ended. `alsoChanging`: something else of the page changes, too.
 */
export function useFollowTasks(tasks: readonly TaskView[], alsoChanging = false): void {
  const { changing, queued } = unfinishedOf(tasks);
  useTaskUpdates({ changing: changing || alsoChanging, queued });

  const shown = useRef<KnownTasks | null>(null);
  const [ended, setEnded] = useState<string | null>(null);
  useEffect(() => {
    const before = shown.current;
    shown.current = new Map([...(before ?? []), ...tasks.map((task) => [task.id, task] as const)]);
    if (before === null) return;
    for (const { taskId, sentence } of newsOfTasks(before, tasks)) announcer.say(taskId, sentence);
    const end = endOfTasks(before, tasks);
    if (end !== null && document.visibilityState === "hidden") setEnded(end);
  }, [tasks]);

  useEffect(() => {
    if (ended === null) return;
    const seen = () => setEnded(null);
    document.addEventListener("visibilitychange", seen);
    return () => document.removeEventListener("visibilitychange", seen);
  }, [ended]);

  const title = progressOfTasks(tasks) ?? ended;
  useEffect(() => {
    pageTitle.tell("task", title);
    return () => pageTitle.tell("task", null);
  }, [title]);
}
