import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** A way to a server of this machine, which a test can spoil. */
export interface Relay {
  readonly url: string;
  /** Breaks off what runs, and what comes until it is mended. */
  cut(): void;
  /** Breaks off each answer of the server after so many bytes, until it is mended. */
  cutAnswersAfter(bytes: number): void;
  /** Lets nothing of an answer of the server through after so many bytes, without a word, until it is mended. */
  stallAnswersAfter(bytes: number): void;
  mend(): void;
  close(): Promise<void>;
}

/** Starts a relay to what `target` names. */
export async function startRelay(target: URL): Promise<Relay> {
  const sockets = new Set<Socket>();
  let answerBytes = Number.POSITIVE_INFINITY;
  let passedBytes = Number.POSITIVE_INFINITY;
  const server = createServer((incoming) => {
    if (answerBytes === 0) {
      incoming.destroy();
      return;
    }
    const outgoing = connect(Number(target.port), target.hostname);
    for (const [one, other] of [[incoming, outgoing], [outgoing, incoming]] as const) {
      sockets.add(one);
      one.on("error", () => undefined);
      one.once("close", () => {
        sockets.delete(one);
        other.destroy();
      });
    }
    incoming.pipe(outgoing);
    let sentBytes = 0;
    outgoing.on("data", (bytes: Buffer) => {
      if (sentBytes >= passedBytes) return;
      sentBytes += bytes.length;
      if (!incoming.write(bytes)) {
        outgoing.pause();
        incoming.once("drain", () => outgoing.resume());
      }
      if (sentBytes >= answerBytes) incoming.destroySoon();
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const breakOff = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut: () => {
      answerBytes = 0;
      breakOff();
    },
    cutAnswersAfter: (bytes) => {
      answerBytes = bytes;
      breakOff();
    },
    stallAnswersAfter: (bytes) => {
      passedBytes = bytes;
    },
    mend: () => {
      answerBytes = Number.POSITIVE_INFINITY;
      passedBytes = Number.POSITIVE_INFINITY;
    },
    close: async () => {
      breakOff();
      server.close();
      await once(server, "close");
    },
  };
}
