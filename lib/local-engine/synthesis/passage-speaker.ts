import "server-only";
import { Worker } from "node:worker_threads";
import type { SpokenPassage } from "./flite";
import type { SynthesisAnswer, SynthesisQuestion } from "./synthesis-messages";

/** A passage takes a second at most; beyond this the worker is stuck. */
const TIME_LIMIT_MS = 60_000;

/**
 * The worker thread that speaks, started with the first question and again after it has died. It gets one question
 * at a time, in the order they are asked; it keeps the process alive only while one is open.
 */
export class PassageSpeaker {
  private worker: Worker | undefined;
  private last: Promise<unknown> = Promise.resolve();
  private isClosed = false;

  constructor(private readonly workerFile: string) {}

  /**
   * Speaks a passage when those asked for before are done. Rejects when flite cannot, when the worker dies or hangs,
   * and when `signal` is aborted before its turn comes.
   */
  speak(question: SynthesisQuestion, signal: AbortSignal | undefined): Promise<SpokenPassage> {
    const spoken = this.last.then(() => {
      signal?.throwIfAborted();
      return this.ask(question);
    });
    this.last = spoken.catch(() => undefined);
    return spoken;
  }

  /** Ends the worker: the question that is open rejects, and so does every later one. */
  async close(): Promise<void> {
    this.isClosed = true;
    await this.worker?.terminate();
  }

  private ask(question: SynthesisQuestion): Promise<SpokenPassage> {
    if (this.isClosed) return Promise.reject(new Error("The synthesizer is closed."));
    const worker = (this.worker ??= this.start());
    return new Promise((resolve, reject) => {
      const settle = (outcome: () => void) => {
        clearTimeout(timer);
        worker.off("message", onMessage).off("error", onError).off("exit", onExit);
        outcome();
      };
      const onMessage = (answer: SynthesisAnswer) => {
        settle(() => {
          if (answer.ok) resolve(answer.passage);
          else reject(new Error(answer.reason));
        });
      };
      const onError = (error: unknown) => {
        this.discard(worker);
        settle(() => reject(new Error("The synthesis worker failed.", { cause: error })));
      };
      const onExit = (exitCode: number) => {
        settle(() => reject(new Error(`The synthesis worker ended with ${exitCode} before it answered.`)));
      };
      // The timer keeps the process alive while the question is open.
      const timer = setTimeout(() => {
        this.discard(worker);
        settle(() => reject(new Error(`The synthesis worker did not answer in ${TIME_LIMIT_MS} ms.`)));
      }, TIME_LIMIT_MS);
      worker.on("message", onMessage).on("error", onError).on("exit", onExit);
      worker.postMessage(question);
    });
  }

  private start(): Worker {
    const worker = new Worker(this.workerFile);
    worker.unref();
    // Without a listener of its own a worker that fails between two questions would end the process.
    worker.on("error", () => this.discard(worker));
    worker.on("exit", () => this.discard(worker));
    return worker;
  }

  private discard(worker: Worker): void {
    if (this.worker === worker) this.worker = undefined;
    void worker.terminate();
  }
}
