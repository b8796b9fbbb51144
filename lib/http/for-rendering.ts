import type { ServerResponse } from "node:http";
import { nanoid } from "nanoid";
import { processWide } from "@/lib/lifetime";

/**
 * What a page gives to the client components that the server renders, and the browser is not sent: their properties travel to it as
 * a part of the page.
 */
const given = () => processWide("given to rendering", () => new Map<string, unknown>());

/** Gives `value` until the request that `response` answers has been; gives the name under which it is found. */
export function giveToRendering(value: unknown, response: ServerResponse | undefined): string {
  const name = nanoid();
  // Who has gone meanwhile closes nothing any more.
  if (response?.destroyed === false) {
    given().set(name, value);
    response.once("close", () => given().delete(name));
  }
  return name;
}

/** What was given under `name`, to be taken for what its giver gave; undefined in the browser, and once nobody waits for the answer any more. */
export function givenToRendering(name: string): unknown {
  return given().get(name);
}
