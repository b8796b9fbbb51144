"use client";
import { Upload } from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import { useEffect, useSyncExternalStore } from "react";
import { droppedFiles, readTransfer } from "@/components/upload/dropped-files";
import { UPLOADS_PAGE } from "@/components/upload/uploads-page";

/** Takes files that are dropped anywhere on the site to the page that transcribes them: a browser would else open them in its place. */
export function FileDrops() {
  const router = useRouter();
  const elsewhere = usePathname() !== UPLOADS_PAGE;
  const over = useSyncExternalStore(droppedFiles.subscribe, droppedFiles.isOver, () => false);
  useEffect(() => {
    const listening = new AbortController();
    const on = (type: "dragover" | "dragleave" | "drop", listener: (event: DragEvent) => void) =>
      document.addEventListener(type, listener, { signal: listening.signal });
    const onFiles = (listener: (event: DragEvent) => void) => (event: DragEvent) => {
      if (event.dataTransfer?.types.includes("Files") !== true) return;
      event.preventDefault();
      listener(event);
    };
    on("dragover", onFiles(() => droppedFiles.noteOver(true)));
    on("dragleave", ({ relatedTarget }) => relatedTarget === null && droppedFiles.noteOver(false));
    on(
      "drop",
      onFiles(({ dataTransfer }) => {
        droppedFiles.noteOver(false);
        if (!droppedFiles.hand(readTransfer(dataTransfer))) router.push(UPLOADS_PAGE);
      }),
    );
    return () => listening.abort();
  }, [router]);
  if (!over || !elsewhere) return null;
  return (
    <p className="pointer-events-none fixed inset-x-0 bottom-6 z-50 mx-auto flex w-fit items-center gap-2 rounded-full bg-accent px-4 py-2 text-sm font-medium text-accent-ink shadow-raised">
      <Upload aria-hidden className="size-4" />
      Let go to upload
    </p>
  );
}
