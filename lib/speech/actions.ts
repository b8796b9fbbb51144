"use server";
import { z } from "zod";
import { ownerAction } from "@/lib/http/action";
import type { ActionResult } from "@/lib/http/action-result";
import { presetVoiceSchema } from "@/lib/speech/schema";
import { setFavourite } from "@/lib/speech/favourites";

const schema = presetVoiceSchema.extend({ favourite: z.boolean() });

/** Puts a voice on top of its owner's list, or back in its place. */
export async function setFavouriteVoice(posted: unknown): Promise<ActionResult<null>> {
  return ownerAction("setFavouriteVoice", schema, posted, async ({ voice, favourite }, owner) => {
    await setFavourite(owner.id, voice, favourite);
    return null;
  });
}
