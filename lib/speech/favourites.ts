import "server-only";
import { databaseNow } from "@/lib/database/clock";
import { database } from "@/lib/database/database";

/** An owner's favourite voices, first chosen first. */
export async function listFavourites(ownerId: string): Promise<string[]> {
  const rows = await database()
    .selectFrom("favourite_voice")
    .select("voice")
    .where("owner_id", "=", ownerId)
    .orderBy("created_at")
    .execute();
  return rows.map((row) => row.voice);
}

/** Makes a voice a favourite, or no longer. */
export async function setFavourite(ownerId: string, voice: string, favourite: boolean): Promise<void> {
  if (favourite) {
    await database()
      .insertInto("favourite_voice")
      .values({ owner_id: ownerId, voice, created_at: databaseNow() })
      .onConflict((conflict) => conflict.columns(["owner_id", "voice"]).doNothing())
      .execute();
  } else {
    await database().deleteFrom("favourite_voice").where("owner_id", "=", ownerId).where("voice", "=", voice).execute();
  }
}
