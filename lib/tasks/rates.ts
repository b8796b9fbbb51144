import "server-only";
import { database } from "@/lib/database/database";
import { SPEECH_MODELS } from "@/lib/speech/models";
import type { CreditRates } from "@/lib/tasks/schema";
import { creditsPerCharacter } from "@/lib/tasks/list-store";

/** What a character has cost on each model that was used here. */
export async function readRates(): Promise<CreditRates> {
  const rates = await Promise.all(
    SPEECH_MODELS.map(async ({ id }) => [id, await creditsPerCharacter(database(), id)] as const),
  );
  return Object.fromEntries(rates.filter(([, rate]) => rate !== undefined));
}
