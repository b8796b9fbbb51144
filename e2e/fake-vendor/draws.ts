import { createHash } from "node:crypto";

/** What is drawn, each with its weight. */
export type Weighted<Value> = readonly (readonly [weight: number, value: Value])[];

/** Random draws that depend on what they are for alone: the same key gives the same draws, in whatever order keys come. */
export class Draws {
  readonly #key: string;
  #count = 0;

  constructor(...key: readonly (string | number)[]) {
    this.#key = JSON.stringify(key);
  }

  /** From 0 to 1, without 1. */
  next(): number {
    this.#count += 1;
    return createHash("sha256").update(`${this.#key} ${this.#count}`).digest().readUInt32BE(0) / 2 ** 32;
  }

  /** A whole number from `min` to `max`, both included. */
  between(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1));
  }

  /** One of the values, as often as its weight says among all weights. */
  pick<Value>(choices: Weighted<Value>): Value {
    let left = this.next() * choices.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, value] of choices) {
      left -= weight;
      if (left < 0) return value;
    }
    const last = choices.at(-1);
    if (last === undefined) throw new Error("There is nothing to draw from.");
    return last[1];
  }

  /** Hexadecimal characters that belong to the key. */
  name(): string {
    return createHash("sha256").update(`${this.#key} name`).digest("hex").slice(0, 32);
  }
}
