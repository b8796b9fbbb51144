import { withoutExtension } from "@/lib/recordings/naming";
import type { TranscriptionTaskView } from "@/lib/tasks/schema";

/** What a transcript is called in what is made of it: the title that its owner gave it, else its recording's name without the extension. */
export function transcriptName({ title, recording }: Pick<TranscriptionTaskView, "title"> & { recording: Pick<TranscriptionTaskView["recording"], "name"> }): string {
  return title === recording.name ? withoutExtension(title) : title;
}
