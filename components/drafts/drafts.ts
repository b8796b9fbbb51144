import { type DBSchema, type IDBPDatabase, openDB } from "idb";

interface Schema extends DBSchema {
  drafts: { key: string; value: string };
}

const open: { database: Promise<IDBPDatabase<Schema>> | undefined } = { database: undefined };

/** The browser's database. Rejects where the browser gives none, for example in some private windows. */
function database(): Promise<IDBPDatabase<Schema>> {
  open.database ??= openDB<Schema>("soundcheck-drafts", 1, {
    upgrade(fresh) {
      fresh.createObjectStore("drafts");
    },
    terminated() {
      open.database = undefined;
    },
  }).catch((error: unknown) => {
    open.database = undefined;
    throw error;
  });
  return open.database;
}

/** What this browser keeps under a name of what was typed and not sent; empty where there is nothing. */
export async function readDraft(name: string): Promise<string> {
  try {
    return (await (await database()).get("drafts", name)) ?? "";
  } catch {
    return "";
  }
}

/**
 * Keeps what was typed, at once: unlike localStorage, which browsers write seconds later, a committed transaction outlives a crash of
 * the browser. An empty text is forgotten. Without a database the page only forgets.
 */
export async function keepDraft(name: string, text: string): Promise<void> {
  try {
    const transaction = (await database()).transaction("drafts", "readwrite");
    void (text === "" ? transaction.store.delete(name) : transaction.store.put(text, name));
    // Not when the browser finds the time: the page may be gone by then.
    transaction.commit();
    await transaction.done;
  } catch {
    return;
  }
}
