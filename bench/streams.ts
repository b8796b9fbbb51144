import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";

/** A page's open stream of events, without the page. */
export class Stream {
  #told: (atMs: number) => void = () => undefined;

  private constructor(private readonly response: IncomingMessage) {
    response.setEncoding("utf8").on("data", (text: string) => {
      if (text.includes("event: change")) this.#told(performance.now());
    });
  }

  /** Opens one; it has said that it listens. */
  static async open(url: string, cookie: string): Promise<Stream> {
    const outgoing = request(url, { headers: { cookie, accept: "text/event-stream" }, agent: new Agent() });
    outgoing.end();
    const [response] = (await once(outgoing, "response")) as [IncomingMessage];
    if (response.statusCode !== 200) throw new Error(`A stream was answered with HTTP ${response.statusCode ?? 0}.`);
    const stream = new Stream(response);
    await once(response, "data");
    return stream;
  }

  /** When the next change is told (`performance.now()`). */
  nextChange(): Promise<number> {
    return new Promise((resolve) => (this.#told = resolve));
  }

  close(): void {
    this.response.destroy();
  }
}
