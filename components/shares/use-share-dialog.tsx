"use client";
import { type ReactNode, useState } from "react";
import { useCode } from "@/components/connection/use-code";
import { titleOfTask } from "@/components/tasks/title-of-task";
import type { SharePassage } from "@/lib/shares/schema";
import { transcriptName } from "@/lib/tasks/transcript-name";
import type { TaskView } from "@/lib/tasks/schema";

/** The text itself stands below the title of a share. */
const SHARE_TITLE_LENGTH = 40;

/** The dialog "Share" of a task: its program is loaded when it is opened. */
export function useShareDialog(task: TaskView): { open: (passage: SharePassage | null) => void; dialog: ReactNode; note: string } {
  const { code, ask, note } = useCode(() => import("@/components/shares/share-dialog"));
  const [opened, setOpened] = useState<{ readonly passage: SharePassage | null } | null>(null);
  const open = async (passage: SharePassage | null) => setOpened((await ask()) ? { passage } : null);
  return {
    open: (passage) => void open(passage),
    dialog: code !== null && opened !== null && <code.ShareDialog task={task} title={titleOf(task)} passage={opened.passage} onClose={() => setOpened(null)} />,
    note,
  };
}

/** What a share of a task is called until its owner says otherwise. */
function titleOf(task: TaskView): string {
  return task.kind === "speech" ? titleOfTask(task, SHARE_TITLE_LENGTH) : transcriptName(task);
}
