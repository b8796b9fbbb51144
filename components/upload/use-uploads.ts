"use client";
import { useSyncExternalStore } from "react";
import { uploads } from "@/components/upload/upload-store";
import type { UploadView } from "@/components/upload/upload-view";

const NONE: readonly UploadView[] = [];

/** The uploads of this tab, wherever they were started. */
export function useUploads(): readonly UploadView[] {
  return useSyncExternalStore(uploads.subscribe, uploads.getSnapshot, () => NONE);
}
