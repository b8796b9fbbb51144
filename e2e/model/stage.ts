import { AsyncLocalStorage } from "node:async_hooks";
import type { HeldExchange } from "./held-vendor";

/** Something that goes on in the app. It stands still wherever it waits for the database or for the vendor, until it is moved. */
export class Actor {
  /** How to let it go on from where it waits for the database; more than one when it was given up and goes on all the same. */
  readonly waiting: (() => void)[] = [];
  readonly exchanges: HeldExchange[] = [];
  chains = 0;
  isGivenUp = false;

  constructor(
    readonly name: string,
    /** Which life of the process it belongs to; it is only a ghost in a later one. */
    readonly life: number,
    /** Has the runner give it up, as when its lease is over; what it was doing goes on. */
    public giveUp: (() => void) | null,
  ) {}

  /** Whether it goes on although the runner, or the whole process that it belonged to, no longer knows of it. */
  isGhostIn(life: number): boolean {
    return this.isGivenUp || this.life !== life;
  }

  get hasEnded(): boolean {
    return this.chains === 0;
  }
}

/** Where actors take turns: one moves at a time, from one stand to the next, in an order that the test chooses. */
export class Stage {
  readonly #context = new AsyncLocalStorage<Actor>();
  #actors: Actor[] = [];
  #active: Actor | undefined;
  #onStill = () => {};
  #open = false;

  /** Those that have not ended. */
  get actors(): readonly Actor[] {
    return this.#actors;
  }

  /** Begins something and lets it run to its first stand. */
  async begin(actor: Actor, run: () => Promise<unknown>): Promise<void> {
    this.#actors.push(actor);
    await this.#move(actor, () => void this.#context.run(actor, () => this.follow(actor, run())));
  }

  /** Counts what an actor does side by side, so that it has ended only with all of it. */
  follow<T>(actor: Actor, chain: Promise<T>): Promise<T> {
    actor.chains += 1;
    const end = () => {
      actor.chains -= 1;
      // What a run gives goes on in who runs it, but for one that was given up.
      if (actor.chains === 0 || actor.isGivenUp) this.#onStill();
    };
    void chain.then(end, end);
    return chain;
  }

  /** Called before each use of the database: who is on the stage waits for its turn. */
  async turn(): Promise<void> {
    const actor = this.#context.getStore();
    if (actor === undefined || this.#open) return;
    await new Promise<void>((resolve) => {
      actor.waiting.push(resolve);
      this.#onStill();
    });
  }

  /** Called when the vendor got a request: it is of who moves. */
  hold(exchange: HeldExchange): void {
    if (this.#active === undefined || this.#open) {
      void exchange.answer("page");
      return;
    }
    this.#active.exchanges.push(exchange);
    this.#onStill();
  }

  /** Lets an actor that waits for the database go on to its next stand. */
  async step(actor: Actor): Promise<void> {
    await this.#move(actor, () => actor.waiting.shift()?.());
  }

  /** Does something that lets an actor go on to its next stand. */
  async act(actor: Actor, go: () => void): Promise<void> {
    await this.#move(actor, go);
  }

  /** Lets everything run to its end, and forgets it. */
  async clear(): Promise<void> {
    this.#open = true;
    while (this.#actors.some((actor) => !actor.hasEnded)) {
      for (const actor of this.#actors) {
        for (const goOn of actor.waiting.splice(0)) goOn();
        for (const exchange of actor.exchanges.splice(0)) await exchange.answer("page");
      }
      await new Promise(setImmediate);
    }
    this.#actors = [];
    this.#open = false;
  }

  async #move(actor: Actor, go: () => void): Promise<void> {
    const still = new Promise<void>((resolve) => (this.#onStill = resolve));
    this.#active = actor;
    go();
    await still;
    // What one chain hands to another is done before the next turn of the event loop, in which it may come to its next stand: what is
    // committed together is begun there.
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    this.#active = undefined;
    this.#actors = this.#actors.filter((present) => !present.hasEnded);
  }
}
