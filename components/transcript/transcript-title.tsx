"use client";
import { useRouter } from "next/navigation";
import { useRename } from "@/components/tasks/use-rename";
import { RenameField } from "@/components/ui/rename-field";
import type { TranscriptionTaskDetails } from "@/lib/tasks/schema";
import { renameTranscript } from "@/lib/tasks/transcription-actions";
import { TITLE_MAX_LENGTH } from "@/lib/transcripts/name-limits";

/** What a transcript is called, as the page's heading: while it is `renaming` as a field. */
export function TranscriptTitle({ task, renaming, onClose }: { task: TranscriptionTaskDetails; renaming: boolean; onClose: () => void }) {
  const router = useRouter();
  const rename = useRename(task);
  const save = async (title: string) => {
    const problem = await rename({ title: title === "" ? task.recording.name : title }, () => renameTranscript({ taskId: task.id, title }));
    // The page's own title is the server's.
    if (problem === null) router.refresh();
    return problem;
  };
  return (
    <h1 className="min-w-0 grow basis-72 text-title font-semibold wrap-anywhere">
      {renaming ? (
        <RenameField
          label="Title of the transcript"
          name={task.title}
          defaultName={task.recording.name}
          maxLength={TITLE_MAX_LENGTH}
          draftName={`title.${task.id}`}
          onSave={save}
          onClose={onClose}
          className="-mx-2 -my-1 h-11"
        />
      ) : (
        <bdi>{task.title}</bdi>
      )}
    </h1>
  );
}
