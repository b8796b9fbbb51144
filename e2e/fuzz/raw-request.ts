import { Agent, request as open } from "node:http";

/** A request as it goes over the wire, right or not. */
export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** The length that is announced, where it is not the body's; after a shorter body the connection breaks off. */
  readonly announcedBytes?: number;
}

export interface RawAnswer {
  /** Null when the connection ended without an answer. */
  readonly status: number | null;
  readonly body: string;
}

const NO_ANSWER: RawAnswer = { status: null, body: "" };
/** How long an answer is waited for after all that there is was sent. */
const ANSWER_LIMIT_MS = 30_000;

/** Sends requests to one address over connections of its own. */
export class Sender {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 8 });

  constructor(private readonly origin: string) {}

  /** Sends one request; rejects when its answer takes so long that it hangs. */
  async send({ method, path, headers, body, announcedBytes = body.length }: RawRequest): Promise<RawAnswer> {
    const isWhole = announcedBytes === body.length;
    return new Promise((resolve, reject) => {
      const { hostname, port } = new URL(this.origin);
      const outgoing = open({ hostname, port, method, path, headers: { ...headers, "content-length": announcedBytes }, agent: isWhole ? this.#agent : false });
      const timer = setTimeout(() => {
        outgoing.destroy();
        reject(new Error(`${method} ${path} was not answered.`));
      }, ANSWER_LIMIT_MS);
      const settle = (answer: RawAnswer) => {
        clearTimeout(timer);
        resolve(answer);
      };
      outgoing.on("error", () => settle(NO_ANSWER)).on("close", () => settle(NO_ANSWER));
      outgoing.on("response", (response) => {
        const chunks: Buffer[] = [];
        const answer = () => settle({ status: response.statusCode ?? null, body: Buffer.concat(chunks).toString() });
        response.on("data", (chunk: Buffer) => chunks.push(chunk)).on("end", answer).on("error", answer);
      });
      if (isWhole) outgoing.end(body);
      else outgoing.write(body, () => setTimeout(() => outgoing.destroy(), 5));
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
