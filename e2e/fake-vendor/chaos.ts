import { toneWords } from "./audio";
import type { Behaviour, ChaosOptions, Fault, Step } from "./behaviour";
import { Draws, type Weighted } from "./draws";

type Create = Pick<Behaviour, "create" | "taskCreated">;

/**
 * A vendor that fails in every ordinary way, as its seed says: how a call goes depends on the seed, on the click that it
 * is for, and on how many such calls came for that click before, never on the order in which clicks arrive. Most tasks can
 * end well.
 */
export class Chaos {
  readonly #seed: number;
  readonly #longestMs: number;

  constructor({ seed, longestMs }: ChaosOptions) {
    this.#seed = seed;
    this.#longestMs = longestMs;
  }

  /** How the `reading`th createTask of a click goes, and what becomes of the task that it makes. */
  create(label: string, reading: number): Behaviour {
    const draws = new Draws(this.#seed, "create", label, reading);
    return {
      ...this.#answer(draws, reading),
      ...this.#course(draws),
      output: draws.pick<NonNullable<Behaviour["output"]>>([[84, "string"], [6, "object"], [5, "early"], [3, "none"], [2, "broken"]]),
      timings: draws.pick<NonNullable<Behaviour["timings"]>>([[4, "alignment"], [4, "words"], [1, "none"]]),
      credits: draws.between(1, 4000) / 100,
      file: draws.pick<NonNullable<Behaviour["file"]>>([
        [62, "ok"],
        [8, "slow-bytes"],
        [8, "wrong-type"],
        [7, "404-once"],
        [5, "stall-once"],
        [4, "cut-short-once"],
        [2, "404"],
        [1, "html"],
        [1, "not-audio"],
        [1, "stall"],
        [1, "huge"],
      ]),
      stallMs: this.#upToLongest(draws),
      callback: draws.pick<NonNullable<Behaviour["callback"]>>([
        [34, "once"],
        [10, "none"],
        [10, "twice"],
        [10, "late"],
        [8, "storm"],
        [7, "before-answer"],
        [7, "out-of-order"],
        [4, "wrongly-signed"],
        [4, "cut-short"],
        [4, "garbage"],
        [2, "huge"],
      ]),
      callbackCount: draws.between(2, 100),
      callbackDelayMs: this.#upToLongest(draws),
      transcript: transcriptOf(label),
      fetchAudio: true,
      fetchTries: 40,
    };
  }

  /** How the `reading`th Query Task about the task of a click goes; undefined is as it should. */
  query(label: string, reading: number): Fault | undefined {
    const draws = new Draws(this.#seed, "query", label, reading);
    return draws.pick<Fault | undefined>([[82, undefined], ...this.#harmless(draws), ...this.#broken(draws)]);
  }

  /** How the `reading`th upload of a file goes; `content` tells files apart. */
  upload(content: string, reading: number): Fault | undefined {
    const draws = new Draws(this.#seed, "upload", content, reading);
    return draws.pick<Fault | undefined>([[64, undefined], ...this.#harmless(draws), ...this.#broken(draws), ...this.#broken(draws)]);
  }

  /** The id of the `acceptance`th task of a click. */
  taskId(label: string, acceptance: number): string {
    return new Draws(this.#seed, "task", label, acceptance).name();
  }

  #answer(draws: Draws, reading: number): Create {
    const unclear: Fault[] = [
      { kind: "html-502" },
      { kind: "broken-json" },
      { kind: "no-task-id" },
      { kind: "reset-after-reading" },
      { kind: "hang", forMs: this.#upToLongest(draws) },
    ];
    const refusals = [401, 402, 408, 422, 433, 455, 500, 501, 505].map((code): [number, Create] => [0.4, { create: { kind: "code", code } }]);
    return draws.pick<Create>([
      [68, {}],
      ...this.#harmless(draws).map(([weight, create]): [number, Create] => [weight, { create }]),
      ...unclear.map((create): [number, Create] => [1.6, { create, taskCreated: true }]),
      ...unclear.map((create): [number, Create] => [0.6, { create }]),
      [1, { create: { kind: "reset-before-reading" } }],
      ...refusals,
      // A click is put off so often at most, that its end stays in sight.
      [reading === 1 ? 2 : 0, { create: { kind: "http-429", retryAfterSeconds: 1 } }],
      [reading === 1 ? 1 : 0, { create: { kind: "code", code: 429 } }],
    ]);
  }

  /** What goes by itself, if one waits. */
  #harmless(draws: Draws): Weighted<Fault> {
    return [
      [3, { kind: "slow", delayMs: this.#upToLongest(draws) / 2 }],
      [3, { kind: "slow-bytes", overMs: this.#upToLongest(draws) / 2 }],
      [3, { kind: "wrong-type" }],
    ];
  }

  /** What only another try helps against. */
  #broken(draws: Draws): Weighted<Fault> {
    return [
      [2, { kind: "html-502" }],
      [1, { kind: "broken-json" }],
      [1, { kind: "code", code: 500 }],
      [1, { kind: "http-429", retryAfterSeconds: 1 }],
      [2, { kind: "reset-after-reading" }],
      [1, { kind: "hang", forMs: this.#upToLongest(draws) }],
    ];
  }

  /** The states that a task goes through, and how long it stays unknown to Query Task. */
  #course(draws: Draws): Pick<Behaviour, "steps" | "delayMs" | "unknownAnswers" | "failCode" | "failMessage"> {
    const forMs = draws.between(50, 3000);
    const steps = (...states: readonly string[]): Step[] => states.map((state, index) => (index === states.length - 1 ? { state } : { state, forMs: forMs / states.length }));
    const unknown = draws.pick<404 | 422 | null>([[80, null], [14, 422], [6, 404]]);
    return {
      delayMs: forMs,
      ...(unknown === null ? {} : { unknownAnswers: { count: draws.between(1, 2), code: unknown } }),
      ...draws.pick<Pick<Behaviour, "steps" | "failCode" | "failMessage">>([
        [56, {}],
        [10, { steps: steps("waiting", "queuing", "generating", "success") }],
        [8, { steps: steps("generating", "waiting", "queuing", "generating", "success") }],
        [8, { steps: steps("waiting", "on_hold", "generating", "reviewing", "success") }],
        [6, { steps: [{ state: "waiting", forQueries: 1 }, { state: "generating", forQueries: 1 }, { state: "success" }] }],
        [5, { steps: [{ state: "success", forQueries: 2 }, { state: "generating", forQueries: 1 }, { state: "success" }] }],
        [5, { steps: steps("waiting", "fail"), failCode: "501", failMessage: "The voice could not be made." }],
        [2, { steps: steps("fail"), failCode: "not a number" }],
      ]),
    };
  }

  #upToLongest(draws: Draws): number {
    return draws.between(1, this.#longestMs);
  }
}

/** A transcript that names the click that it belongs to. */
function transcriptOf(label: string): NonNullable<Behaviour["transcript"]> {
  const text = `This is what was said in ${label} and in no other recording.`;
  const words = toneWords(text).map((word) => ({ text: word.text, start: word.startSeconds, end: word.endSeconds, type: "word", speaker_id: "speaker_0" }));
  const spaced = words.flatMap((word, index) => (index === 0 ? [word] : [{ text: " ", start: word.start, end: word.start, type: "spacing", speaker_id: "speaker_0" }, word]));
  return { language_code: "eng", language_probability: 0.9, text, words: spaced };
}
