"use client";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";

/** The browser's cache of server state. Offline, a query fails and says so instead of waiting in silence. */
export function Providers({ children }: { children: ReactNode }) {
  const [client] = useState(() => new QueryClient({ defaultOptions: { queries: { staleTime: 5_000, retry: 2, networkMode: "always" } } }));
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
