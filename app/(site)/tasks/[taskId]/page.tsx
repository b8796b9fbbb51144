import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { TaskPanel } from "@/components/tasks/task-panel";
import { giveToRendering } from "@/lib/http/for-rendering";
import { currentResponse } from "@/lib/http/request-facts";
import { readOwner } from "@/lib/sessions/owner";
import { taskQuery } from "@/lib/tasks/queries";
import { readTranscriptOf } from "@/lib/tasks/stored-transcript";
import { readTask } from "@/lib/tasks/view";

export const metadata: Metadata = { title: "Result" };

export default async function TaskPage({ params }: PageProps<"/tasks/[taskId]">) {
  const { taskId } = await params;
  const owner = await readOwner();
  const task = owner === undefined ? undefined : await readTask(owner.id, taskId);
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
