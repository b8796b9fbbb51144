import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { ShareList } from "@/components/shares/share-list";
import { readOwner } from "@/lib/sessions/owner";
import { sharesQuery } from "@/lib/shares/queries";
import { readShares } from "@/lib/shares/view";

export const metadata: Metadata = { title: "Shares" };

export default async function SharesPage() {
  const client = new QueryClient();
  client.setQueryData(sharesQuery().queryKey, await readShares(await readOwner()));
  return (
    <div className="mx-auto max-w-4xl">
      <HydrationBoundary state={dehydrate(client)}>
        <ShareList />
      </HydrationBoundary>
    </div>
  );
}
