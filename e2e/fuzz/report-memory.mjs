import process from "node:process";

// Preloaded into the app: on a signal it collects its garbage and says what is left.
process.on("SIGUSR2", () => {
  globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  process.stdout.write(`memory ${JSON.stringify({ rss, live: heapUsed + external })}\n`);
});
