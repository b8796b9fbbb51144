import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { historyFilterFromQuery } from "@/components/history/history-filter";
import { HistoryList } from "@/components/history/history-list";
import { readOwner } from "@/lib/sessions/owner";
import { historyQuery } from "@/lib/tasks/queries";
import { readTasks } from "@/lib/tasks/view";

export const metadata: Metadata = { title: "History" };

export default async function HistoryPage({ searchParams }: PageProps<"/history">) {
  const filter = historyFilterFromQuery(await searchParams);
  const owner = await readOwner();
  const client = new QueryClient();
  await client.infiniteQuery({ ...historyQuery(filter), queryFn: () => readTasks(owner, filter, null) });
  return (
    <div className="mx-auto max-w-4xl">
      <HydrationBoundary state={dehydrate(client)}>
        <HistoryList initialFilter={filter} />
      </HydrationBoundary>
    </div>
  );
}
