import { setTimeout as pause } from "node:timers/promises";
import type { Fleet } from "./fleet";
import type { SharedDatabase } from "./shared-database";

const LOOK_EVERY_MS = 100;

/** Kills instances and starts them again, and measures how soon others do what they were at. */
export class Takeovers {
  readonly #boots: string[] = [];
  readonly #measuring: Promise<void>[] = [];
  readonly #tookMs: number[] = [];
  /** The first instance makes the tables. */
  #isFirst = true;

  constructor(
    private readonly fleet: Fleet,
    private readonly database: SharedDatabase,
  ) {}

  /** Starts an instance, and finds out which of the lives that the database knows is its. No other may be starting. */
  async start(index: number): Promise<void> {
    const before = this.#isFirst ? [] : await this.database.boots();
    this.#isFirst = false;
    await this.fleet.start(index);
    const [fresh] = (await this.database.boots()).filter((known) => !before.includes(known));
    if (fresh === undefined) throw new Error("An instance that is ready is not known to the database.");
    this.#boots[index] = fresh;
  }

  /** Kills an instance; gives how many pieces of work it held. */
  async kill(index: number): Promise<number> {
    const boot = this.#boots[index] ?? "";
    await this.fleet.kill(index);
    const killedAt = performance.now();
    const leases = await this.database.leasesOf(boot);
    this.#measuring.push(this.#measure(boot, leases, killedAt));
    return leases.length;
  }

  /** How long each piece of work that a killed instance held stayed its own (ms), once all were taken over. */
  async tookMs(): Promise<readonly number[]> {
    await Promise.all(this.#measuring);
    return this.#tookMs;
  }

  async #measure(boot: string, leases: readonly string[], killedAt: number): Promise<void> {
    let held = leases;
    while (held.length > 0) {
      await pause(LOOK_EVERY_MS);
      const still = await this.database.leasesOf(boot);
      const takenOver = held.filter((lease) => !still.includes(lease));
      this.#tookMs.push(...takenOver.map(() => performance.now() - killedAt));
      held = held.filter((lease) => still.includes(lease));
    }
  }
}
