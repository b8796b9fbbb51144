import { nanoid } from "nanoid";
import { keepDraft, readDraft } from "@/components/drafts/drafts";
import { postJson } from "@/lib/http/fetch-json";

/** The key by which the server knows this browser, and when it was made (Unix milliseconds). */
interface OwnKey {
  readonly key: string;
  readonly madeAt: number;
}

const DRAFT = "owner-key";
const KEY_LENGTH = 43;
/** Browsers bring cookies to their disk within half a minute; a crash before that takes them along. */
const COOKIE_IS_KEPT_MS = 120_000;

const session: { known: Promise<void> | undefined } = { known: undefined };

/**
 * To be called when a page begins; `known` says whether the server knew this browser. A browser that lost its cookie in a crash is made
 * known by its key again: then what it made must be read anew, and the answer is true.
 */
export async function resumeSession(known: boolean): Promise<boolean> {
  const own = await readOwnKey();
  if (known) {
    session.known = Promise.resolve();
    // From here on the cookie alone says who it is, which no script can read.
    if (own !== null && Date.now() - own.madeAt > COOKIE_IS_KEPT_MS) await keepDraft(DRAFT, "");
    return false;
  }
  if (own === null) return false;
  await ensureSession();
  return true;
}

/**
 * Makes this browser known to the server before it makes anything: a first press whose answer is lost is then the same person's when it
 * comes again. Rejects when the server does not answer.
 */
export function ensureSession(): Promise<void> {
  session.known ??= introduce().catch((error: unknown) => {
    session.known = undefined;
    throw error;
  });
  return session.known;
}

async function introduce(): Promise<void> {
  const kept = await readOwnKey();
  const own = kept ?? { key: nanoid(KEY_LENGTH), madeAt: Date.now() };
  if (kept === null) await keepDraft(DRAFT, JSON.stringify(own));
  const { wasKnown } = await postJson<{ wasKnown: boolean }>("/api/session", { key: own.key });
  // Another page was first: its cookie says who this is.
  if (wasKnown && kept === null) await keepDraft(DRAFT, "");
}

async function readOwnKey(): Promise<OwnKey | null> {
  try {
    const kept = JSON.parse((await readDraft(DRAFT)) || "null") as Partial<OwnKey> | null;
    return typeof kept?.key === "string" && typeof kept.madeAt === "number" ? { key: kept.key, madeAt: kept.madeAt } : null;
  } catch {
    return null;
  }
}
