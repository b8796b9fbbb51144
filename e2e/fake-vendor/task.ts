import { randomBytes } from "node:crypto";
import type { Behaviour, Step } from "./behaviour";
import { labelOf } from "./clicks";
import { outputOf } from "./output";
import type { ValidRequest } from "./validate";

const DEFAULT_CREDITS = 12.5;
const TERMINAL = ["success", "fail"];

export interface TaskOptions {
  readonly request: ValidRequest;
  readonly behaviour: Behaviour;
  readonly origin: string;
  readonly delayMs: number;
  /** Made up when absent. */
  readonly taskId?: string | undefined;
  /** Called once, when the task first succeeds or fails. */
  readonly onEnd: (task: FakeTask) => void;
}

/** A task at the fake vendor, which walks through its steps by time or by how often it was asked for. */
export class FakeTask {
  readonly taskId: string;
  readonly request: ValidRequest;
  /** The click that it belongs to. */
  readonly label: string;
  readonly behaviour: Behaviour;
  readonly createTime = Date.now();
  readonly audioUrl: string;
  /** Of the recording that was fetched for it. */
  recordingSha256: string | null = null;
  #steps: readonly Step[];
  readonly #onEnd: (task: FakeTask) => void;
  #step = 0;
  #answersInStep = 0;
  #unknownAnswers: number;
  #queries = 0;
  #completeTime: number | null = null;
  #timer: NodeJS.Timeout | undefined;
  #failure: { code: string; message: string };

  constructor({ request, behaviour, origin, delayMs, taskId, onEnd }: TaskOptions) {
    this.taskId = taskId ?? randomBytes(16).toString("hex");
    this.request = request;
    this.label = labelOf(request);
    this.behaviour = behaviour;
    this.#onEnd = onEnd;
    // The document's example ends in .jpg although it is audio, so nothing may rely on the extension.
    this.audioUrl = `${origin}/results/${this.taskId}.jpg`;
    this.#unknownAnswers = behaviour.unknownAnswers?.count ?? 0;
    this.#failure = { code: behaviour.failCode ?? "500", message: behaviour.failMessage ?? "Internal server error" };
    const forMs = (behaviour.delayMs ?? delayMs) / 2;
    const usual: Step[] = [{ state: "waiting", forMs }, { state: "generating", forMs }, { state: "success" }];
    this.#steps = behaviour.steps ?? (behaviour.callback === "before-answer" ? [{ state: "success" }] : usual);
  }

  get state(): string {
    return this.#steps[this.#step]?.state ?? "success";
  }

  /** What the task makes: the value of its resultJson once it has succeeded. */
  get output(): object {
    return outputOf(this.request, this.behaviour, this.audioUrl);
  }

  /** Counts one more Query Task about it. */
  countQuery(): number {
    this.#queries += 1;
    return this.#queries;
  }

  /** Begins with the first step. */
  start(): void {
    this.#enter(0);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  /** Ends the task as failed, whatever its steps say. */
  fail(code: string, message: string): void {
    this.#failure = { code, message };
    this.#steps = [{ state: "fail" }];
    this.#enter(0);
  }

  /** The envelope for a Query Task; counts as an answer. */
  answerQuery(): object {
    const { unknownAnswers } = this.behaviour;
    if (this.#unknownAnswers > 0 && unknownAnswers !== undefined) {
      this.#unknownAnswers -= 1;
      return { code: unknownAnswers.code, msg: unknownAnswers.code === 422 ? "recordInfo is null" : "Not Found", data: null };
    }
    const answer = this.#envelope(this.state, { creditsConsumed: this.#credits() });
    this.#answersInStep += 1;
    const { forQueries } = this.#steps[this.#step] ?? {};
    if (forQueries !== undefined && this.#answersInStep >= forQueries) this.#enter(this.#step + 1);
    return answer;
  }

  /** The body of a callback, as it is now or as it would have been in an earlier state. */
  notice(state = this.state): object {
    return this.#envelope(state, { consumeCredits: this.#credits(), remainedCredits: 2510330 });
  }

  #envelope(state: string, credits: object): object {
    const { request } = this;
    const failed = state === "fail";
    const param = { ...(request.callBackUrl === null ? {} : { callBackUrl: request.callBackUrl }), model: request.model, input: request.input };
    return {
      code: failed ? 501 : 200,
      msg: failed ? "Playground task failed." : "success",
      data: {
        taskId: this.taskId,
        model: request.model,
        state,
        param: JSON.stringify(param),
        resultJson: this.#resultJson(state),
        failCode: failed ? this.#failure.code : "",
        failMsg: failed ? this.#failure.message : null,
        costTime: this.#completeTime === null ? null : this.#completeTime - this.createTime,
        createTime: this.createTime,
        completeTime: this.#completeTime,
        updateTime: Date.now(),
        ...credits,
      },
    };
  }

  #credits(): number {
    return this.state === "success" ? (this.behaviour.credits ?? DEFAULT_CREDITS) : 0;
  }

  #resultJson(state: string): unknown {
    const { output } = this.behaviour;
    if (output === "none" || (state !== "success" && output !== "early")) return "";
    const value = this.output;
    const json = JSON.stringify(value);
    if (output === "object") return value;
    return output === "broken" ? json.slice(0, json.length / 2) : json;
  }

  #enter(index: number): void {
    clearTimeout(this.#timer);
    this.#step = Math.min(index, this.#steps.length - 1);
    this.#answersInStep = 0;
    const { forMs } = this.#steps[this.#step] ?? {};
    if (forMs !== undefined && this.#step < this.#steps.length - 1) this.#timer = setTimeout(() => this.#enter(this.#step + 1), forMs);
    if (this.#completeTime === null && TERMINAL.includes(this.state)) {
      this.#completeTime = Date.now();
      this.#onEnd(this);
    }
  }
}
