/** Starts the background work when the server starts; a build does not come here. */
export async function register(): Promise<void> {
  // Next.js compiles this file for its edge runtime too, and leaves out what this condition excludes there.
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { startBackground } = await import("@/lib/start");
    // The server hears of a failure from `untilStarted`, without the words that Next.js would put before it.
    await startBackground().catch(() => undefined);
  }
}
