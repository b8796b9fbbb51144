import { once } from "node:events";
import { createServer } from "node:net";

const FIRST = 20_000;
const COUNT = 10_000;

/**
 * A free port of 127.0.0.1 that no outgoing connection is given: below the ranges of all systems, so that it is still free
 * after the app on it was killed.
 */
export async function lowPort(): Promise<number> {
  for (;;) {
    const port = FIRST + Math.floor(Math.random() * COUNT);
    const server = createServer();
    const listening = await once(server.listen(port, "127.0.0.1"), "listening").then(() => true, () => false);
    server.close();
    if (listening) return port;
  }
}
