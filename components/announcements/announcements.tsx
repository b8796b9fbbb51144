"use client";
import { useSyncExternalStore } from "react";
import { type Announcement, announcer } from "@/components/announcements/announcer";

const NOTHING: Announcement = { number: 0, text: "" };

/** Where a screen reader finds what is announced, on every page of the site. */
export function Announcements() {
  const { number, text } = useSyncExternalStore(announcer.subscribe, announcer.getSnapshot, () => NOTHING);
  return (
    <div aria-live="polite" className="sr-only">
      {/* Another element, so that the same words are said again of something else. */}
      <p key={number}>{text}</p>
    </div>
  );
}
