import { isServerThere, pageUpdate } from "@/components/connection/page-update";

/** Loads a part of the program that is needed only now; null where it cannot be had, and says it where the server did not answer. */
export async function loadCode<Code>(load: () => Promise<Code>, onUnanswered: () => void): Promise<Code | null> {
  try {
    return await load();
  } catch {
    // Where the server is there, it has another build; where it is not, the page says so.
    if (await isServerThere()) pageUpdate.recover();
    else onUnanswered();
    return null;
  }
}
