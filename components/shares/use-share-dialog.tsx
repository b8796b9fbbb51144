"use client";
import { type ReactNode, useState } from "react";
import { loadCode } from "@/components/connection/load-code";
import type { ShareDialog } from "@/components/shares/share-dialog";
import { titleOfTask } from "@/components/tasks/title-of-task";
import type { SharePassage } from "@/lib/shares/schema";
import type { TaskView } from "@/lib/tasks/schema";

/** The text itself stands below the title of a share. */
const SHARE_TITLE_LENGTH = 40;

/** The dialog "Share" of a task: its program is loaded when it is opened. */
export function useShareDialog(task: TaskView): { open: (passage: SharePassage | null) => void; dialog: ReactNode; note: string } {
  const [Dialog, setDialog] = useState<typeof ShareDialog | null>(null);
  const [opened, setOpened] = useState<{ readonly passage: SharePassage | null } | null>(null);
  const [note, setNote] = useState("");

  const open = async (passage: SharePassage | null) => {
    setNote("");
    const loaded = await loadCode(() => import("@/components/shares/share-dialog"), () => setNote("The server did not answer. Nothing is lost: press again."));
    if (loaded === null) return;
    setDialog(() => loaded.ShareDialog);
    setOpened({ passage });
  };
  return {
    open: (passage) => void open(passage),
    dialog: Dialog !== null && opened !== null && <Dialog task={task} title={titleOf(task)} passage={opened.passage} onClose={() => setOpened(null)} />,
    note,
  };
}

/** What a share of a task is called until its owner says otherwise. */
function titleOf(task: TaskView): string {
  return task.kind === "speech" ? titleOfTask(task, SHARE_TITLE_LENGTH) : titleOfTask(task).replace(/\.[a-z0-9]{1,5}$/iu, "");
}
