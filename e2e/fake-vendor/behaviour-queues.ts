import type { Behaviour, Fault, Script } from "./behaviour";
import { Chaos } from "./chaos";

/** The behaviours that are to come. */
export class BehaviourQueues {
  #default: Behaviour = {};
  #next: Behaviour[] = [];
  #chaos: Chaos | null = null;
  readonly #queries: Fault[] = [];
  readonly #uploads: Fault[] = [];
  readonly #credits: Fault[] = [];

  /** Adds to the queues, and replaces the default where one is given. */
  add(script: Script): void {
    if (script.reset === true) this.clear();
    if (script.default !== undefined) this.#default = script.default;
    this.#next.push(...(script.next ?? []));
    this.#queries.push(...(script.nextQueries ?? []));
    this.#uploads.push(...(script.nextUploads ?? []));
    this.#credits.push(...(script.nextCredits ?? []));
    if (script.chaos !== undefined) this.#chaos = script.chaos === null ? null : new Chaos(script.chaos);
  }

  clear(): void {
    this.#default = {};
    this.#chaos = null;
    for (const queue of [this.#next, this.#queries, this.#uploads, this.#credits]) queue.length = 0;
  }

  /** Whether the next createTask is to be reset before its body is read. */
  resetsCreateBeforeReading(): boolean {
    const [first] = this.#next;
    const behaviour = first ?? this.#default;
    if (behaviour.create?.kind !== "reset-before-reading" || behaviour.whenIncludes !== undefined) return false;
    if (first !== undefined) this.#next.shift();
    return true;
  }

  /** The same for an upload. */
  resetsUploadBeforeReading(): boolean {
    if (this.#uploads[0]?.kind !== "reset-before-reading") return false;
    this.#uploads.shift();
    return true;
  }

  /** The behaviour for a createTask with this body, the `reading`th of its click; taken out of its queue. */
  takeCreate(bodyText: string, label: string, reading: number): Behaviour {
    const index = this.#next.findIndex(({ whenIncludes }) => whenIncludes === undefined || bodyText.includes(whenIncludes));
    const [found] = index < 0 ? [] : this.#next.splice(index, 1);
    return found ?? this.#chaos?.create(label, reading) ?? this.#default;
  }

  /** How the `reading`th Query Task about the task of a click goes. */
  takeQuery(label: string, reading: number): Fault | undefined {
    return this.#queries.shift() ?? this.#chaos?.query(label, reading);
  }

  /** How the `reading`th upload of a file goes; `content` tells files apart. */
  takeUpload(content: string, reading: number): Fault | undefined {
    return this.#uploads.shift() ?? this.#chaos?.upload(content, reading);
  }

  takeCredits(): Fault | undefined {
    return this.#credits.shift();
  }

  /** The id for the `acceptance`th task of a click where a seed decides it. */
  taskId(label: string, acceptance: number): string | undefined {
    return this.#chaos?.taskId(label, acceptance);
  }
}
