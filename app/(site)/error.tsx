"use client";
import { PageError } from "@/components/connection/page-error";

export default function ErrorPage({ error, retry }: { error: Error; retry: () => void }) {
  return <PageError error={error} onRetry={retry} />;
}
