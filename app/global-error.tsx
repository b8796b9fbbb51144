"use client";
import { Button } from "@/components/ui/button";
import { geistLatin } from "./fonts";
import "./globals.css";

/** In the place of everything, header and all, when that cannot be shown. It needs nothing that could have failed. */
export default function GlobalError() {
  return (
    <html lang="en" className={geistLatin.variable}>
      <body className="min-h-dvh">
        <main className="mx-auto max-w-lg px-4 py-24 text-center">
          <title>Soundcheck</title>
          <h1 className="text-title font-semibold">Soundcheck could not be shown</h1>
          <p role="alert" className="mt-3 text-ink-soft">
            Nothing that you made is lost. Your text is kept in this browser.
          </p>
          <Button variant="primary" className="mt-6" onClick={() => window.location.reload()}>
            Try again
          </Button>
        </main>
      </body>
    </html>
  );
}
