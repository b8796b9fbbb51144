"use client";
import { type ReactNode, useState } from "react";
import { isServerThere, pageUpdate } from "@/components/connection/page-update";
import type { ShareDialog } from "@/components/shares/share-dialog";
import { firstWords } from "@/components/tasks/first-words";
import type { SharePassage } from "@/lib/shares/schema";
import type { TaskView } from "@/lib/tasks/schema";

/** The dialog "Share" of a task: its program is loaded when it is opened. */
export function useShareDialog(task: TaskView): { open: (passage: SharePassage | null) => void; dialog: ReactNode; note: string } {
  const [Dialog, setDialog] = useState<typeof ShareDialog | null>(null);
  const [opened, setOpened] = useState<{ readonly passage: SharePassage | null } | null>(null);
  const [note, setNote] = useState("");

  const open = async (passage: SharePassage | null) => {
    setNote("");
    try {
      const loaded = await import("@/components/shares/share-dialog");
      setDialog(() => loaded.ShareDialog);
      setOpened({ passage });
    } catch {
      // Where the server is there, it has another build; where it is not, the page says so.
      if (await isServerThere()) pageUpdate.recover();
      else setNote("The server did not answer. Nothing is lost: press again.");
    }
  };
  return {
    open: (passage) => void open(passage),
    dialog: Dialog !== null && opened !== null && <Dialog task={task} title={titleOf(task)} passage={opened.passage} onClose={() => setOpened(null)} />,
    note,
  };
}

/** What a share of a task is called until its owner says otherwise. */
function titleOf(task: TaskView): string {
  if (task.kind === "speech") return `${task.input.voice}: ${firstWords(task.input.text)}`;
  return task.recording.name.replace(/\.[a-z0-9]{1,5}$/iu, "");
}
