import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { TaskPanel } from "@/components/tasks/task-panel";
import { titleOfTask } from "@/components/tasks/title-of-task";
import { giveToRendering } from "@/lib/http/for-rendering";
import { currentResponse } from "@/lib/http/request-facts";
import { readOwner } from "@/lib/sessions/owner";
import { taskQuery } from "@/lib/tasks/queries";
import { readTranscriptOf } from "@/lib/tasks/stored-results";
import { readTask } from "@/lib/tasks/view";

/** A task of whoever asks; read once for a page. */
const readOwnTask = cache(async (taskId: string) => {
  const owner = await readOwner();
  return owner === undefined ? undefined : readTask(owner.id, taskId);
});

export async function generateMetadata({ params }: PageProps<"/tasks/[taskId]">): Promise<Metadata> {
  const task = await readOwnTask((await params).taskId);
  return task === undefined ? {} : { title: titleOfTask(task) };
}

export default async function TaskPage({ params }: PageProps<"/tasks/[taskId]">) {
  const { taskId } = await params;
  const task = await readOwnTask(taskId);
  if (task === undefined) notFound();
  const transcript = task.kind === "transcription" ? await readTranscriptOf(taskId) : undefined;
  const client = new QueryClient();
  client.setQueryData(taskQuery(taskId).queryKey, task);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <TaskPanel taskId={taskId} givenAs={transcript === undefined ? null : giveToRendering(transcript, currentResponse())} />
    </HydrationBoundary>
  );
}
