import { readFileSync } from "node:fs";

export type FixtureName =
  | "created"
  | `${"speech" | "transcription"}-${"request" | "callback-success" | "callback-failure"}`;

/** An example of the vendor's documents, as text, exactly as it stands there. */
export function readFixture(name: FixtureName): string {
  return readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), "utf8");
}
