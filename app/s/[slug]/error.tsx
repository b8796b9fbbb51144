"use client";
import { SharedNotice } from "@/components/shared-page/shared-frame";
import { Button } from "@/components/ui/button";

export default function SharedError() {
  return (
    <SharedNotice title="This page could not be shown">
      <Button variant="primary" onClick={() => window.location.reload()}>
        Try again
      </Button>
    </SharedNotice>
  );
}
