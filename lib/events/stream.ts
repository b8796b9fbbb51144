import "server-only";
import { onChange } from "@/lib/events/bus";
import { onGap } from "@/lib/instances/broadcast";
import { currentResponse } from "@/lib/http/request-facts";
import { onShutdown, processWide } from "@/lib/lifetime";
import { metrics } from "@/lib/metrics/metrics";

const HEARTBEAT_MS = 15_000;
const READ_ONCE = "event: ready\ndata: {}\n\n";

const openStreams = () =>
  processWide("event streams", () => {
    const closers = new Set<() => void>();
    onShutdown("stop", "event streams", () => {
      for (const close of closers) close();
    });
    return closers;
  });

/** A stream that names each task and recording of the owner that changes, until the client goes or the server stops. */
export function eventStream(request: Request, ownerId: string): Response {
  const encoder = new TextEncoder();
  const response = currentResponse();
  let close = () => {};
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (text: string) => {
        if (response?.headersSent === true) response.write(text);
        else controller.enqueue(encoder.encode(text));
      };
      const stopListening = onChange((event) => {
        const { ownerId: whose, ...changed } = event;
        if (whose === ownerId) send(`event: change\ndata: ${JSON.stringify(changed)}\n\n`);
      });
      // What this instance was not told, the page finds by reading once.
      const stopHearing = onGap(() => send(READ_ONCE));
      const heartbeat = setInterval(() => send(": still here\n\n"), HEARTBEAT_MS);
      close = () => {
        close = () => {};
        stopListening();
        stopHearing();
        clearInterval(heartbeat);
        openStreams().delete(closeFromServer);
        metrics().eventStreams.set(openStreams().size);
      };
      const closeFromServer = () => {
        close();
        controller.close();
      };
      openStreams().add(closeFromServer);
      metrics().eventStreams.set(openStreams().size);
      request.signal.addEventListener("abort", () => close(), { once: true });
      // The first event makes the page read once, so that nothing between its render and this stream is missed.
      send(`retry: 2000\n${READ_ONCE}`);
    },
    cancel() {
      close();
    },
  });
  return new Response(body, {
    headers: {
      "content-type": "text/event-stream",
      "cache-control": "no-store, no-transform",
      "x-accel-buffering": "no",
    },
  });
}
