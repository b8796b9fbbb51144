"use client";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Announcements } from "@/components/announcements/announcements";
import { PageStatus } from "@/components/connection/page-status";
import { NoAnswerError } from "@/lib/http/fetch-json";

const RETRIES = 2;

/**
 * The browser's cache of server state, and what the page says of its connection. Offline, a query fails and says so instead of
 * waiting in silence; whoever watches the connection tries it again. `known`: the server knows this browser by its cookie.
 */
export function Providers({ known, children }: { known: boolean; children: ReactNode }) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: { staleTime: 5_000, retry: (failures, error) => failures < RETRIES && !(error instanceof NoAnswerError), networkMode: "always" },
        },
      }),
  );
  return (
    <QueryClientProvider client={client}>
      {children}
      <Announcements />
      <PageStatus known={known} />
    </QueryClientProvider>
  );
}
